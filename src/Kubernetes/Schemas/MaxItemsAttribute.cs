namespace Gko.Kubernetes.Schemas;

/// <summary>How many items a list may have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaxItemsAttribute(int count) : Attribute
{
    /// <summary>The most entries.</summary>
    public int Count { get; } = count;
}
