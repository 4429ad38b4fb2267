namespace Gko.Kubernetes.Logging;

/// <summary>What a log line looks like, be it JSON or text.</summary>
public sealed record LogLineOptions
{
    /// <summary>Write <c>info</c> instead of <c>INFO</c>.</summary>
    public bool LowerCaseLevels { get; init; }

    /// <summary>The JSON key of the moment; empty to leave the moment out, also of text.</summary>
    public string TimestampField { get; init; } = "";

    /// <summary>How the moment is written.</summary>
    public LogTimestampFormat TimestampFormat { get; init; }
}
