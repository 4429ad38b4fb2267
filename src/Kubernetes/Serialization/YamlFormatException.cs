namespace Gko.Kubernetes.Serialization;

/// <summary>Text is not YAML, or uses a part of YAML that JSON cannot express.</summary>
/// <param name="reason">What is wrong, without the position.</param>
/// <param name="line">One-based line.</param>
/// <param name="column">One-based column.</param>
/// <param name="inner">The parser's own complaint, if there is one.</param>
public sealed class YamlFormatException(string reason, long line, long column, Exception? inner = null)
    : FormatException($"line {line}, column {column}: {reason}", inner)
{
    /// <summary>One-based line of the offence.</summary>
    public long Line { get; } = line;

    /// <summary>One-based column of the offence.</summary>
    public long Column { get; } = column;
}
