namespace Gko.Kubernetes.Schemas;

/// <summary>A column of <c>kubectl get</c>; shown in the order of the attributes.</summary>
/// <param name="name">Title of the column.</param>
/// <param name="type"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>number</c> or <c>date</c>.</param>
/// <param name="jsonPath">Where the value is, starting with a dot.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string type, string jsonPath) : Attribute
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public string JsonPath { get; } = jsonPath;

    public string? Description { get; init; }

    /// <summary>Columns above 0 are shown with <c>-o wide</c> only.</summary>
    public int Priority { get; init; }
}
