namespace Gko.Kubernetes.Schemas;

/// <summary>How many characters a text may have. On a list or map it speaks of each item.</summary>
/// <param name="minimum">0 for no lower bound.</param>
/// <param name="maximum">Negative for no upper bound.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int minimum, int maximum = -1) : Attribute
{
    /// <summary>The fewest characters.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>The most characters.</summary>
    public int Maximum { get; } = maximum;
}
