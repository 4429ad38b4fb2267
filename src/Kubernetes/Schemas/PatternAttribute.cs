namespace Gko.Kubernetes.Schemas;

/// <summary>
/// A regular expression (RE2: no look-around, no back-references) that a text must contain a match of. On a list or map
/// it speaks of each item.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string expression) : Attribute
{
    public string Expression { get; } = expression;
}
