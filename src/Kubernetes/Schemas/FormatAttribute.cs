namespace Gko.Kubernetes.Schemas;

/// <summary>
/// A format the API server knows, such as <c>date-time</c> or <c>uri</c>; others it ignores. Numbers and times get theirs
/// from their type. On a list or map it speaks of each item.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormatAttribute(string name) : Attribute
{
    /// <summary>The format as OpenAPI names it.</summary>
    public string Name { get; } = name;
}
