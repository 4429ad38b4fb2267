namespace Gko.Kubernetes.Schemas;

/// <summary>The largest number allowed. On a list or map it speaks of each item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaximumAttribute(long value) : Attribute
{
    public long Value { get; } = value;
}
