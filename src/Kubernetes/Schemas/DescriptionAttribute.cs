namespace Gko.Kubernetes.Schemas;

/// <summary>What <c>kubectl explain</c> says about a field or a kind. Every field of a kind needs one.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class DescriptionAttribute(string text) : Attribute
{
    /// <summary>The description, in full sentences.</summary>
    public string Text { get; } = text;
}
