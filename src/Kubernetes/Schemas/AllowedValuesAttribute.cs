namespace Gko.Kubernetes.Schemas;

/// <summary>The values a text may have. On a list or map it speaks of each item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class AllowedValuesAttribute(params string[] values) : Attribute
{
    /// <summary>The values, in the order in which the definition lists them.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
