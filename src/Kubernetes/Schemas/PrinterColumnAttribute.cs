namespace Gko.Kubernetes.Schemas;

/// <summary>A column of <c>kubectl get</c>; shown in the order of the attributes.</summary>
/// <param name="name">Title of the column.</param>
/// <param name="type"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>number</c> or <c>date</c>.</param>
/// <param name="jsonPath">Where the value is, starting with a dot.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string type, string jsonPath) : Attribute
{
    /// <summary>The heading.</summary>
    public string Name { get; } = name;

    /// <summary>The type as OpenAPI names it, or <c>date</c>.</summary>
    public string Type { get; } = type;

    /// <summary>Where the value is, from the object's root.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>What the column shows; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Columns above 0 are shown with <c>-o wide</c> only.</summary>
    public int Priority { get; init; }
}
