namespace Gko.Kubernetes.Schemas;

/// <summary>How many items a list needs at least.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinItemsAttribute(int count) : Attribute
{
    /// <summary>The fewest entries.</summary>
    public int Count { get; } = count;
}
