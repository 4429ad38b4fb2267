namespace Gko.Kubernetes.Schemas;

/// <summary>The smallest number allowed. On a list or map it speaks of each item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinimumAttribute(long value) : Attribute
{
    /// <summary>The smallest value.</summary>
    public long Value { get; } = value;
}
