namespace Gko.Kubernetes.Schemas;

/// <summary>The largest number allowed. On a list or map it speaks of each item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaximumAttribute(long value) : Attribute
{
    /// <summary>The largest value.</summary>
    public long Value { get; } = value;
}
