namespace Gko.Kubernetes.Schemas;

/// <summary>A value that shows what a text looks like.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string value) : Attribute
{
    /// <summary>The example.</summary>
    public string Value { get; } = value;
}
