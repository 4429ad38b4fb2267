namespace Gko.Kubernetes.Schemas;

/// <summary>
/// A regular expression (RE2: no look-around, no back-references) that a text must contain a match of. On a list or map
/// it speaks of each item.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string expression) : Attribute
{
    /// <summary>The regular expression, as the API server's RE2 reads it.</summary>
    public string Expression { get; } = expression;
}
