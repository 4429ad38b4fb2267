namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>A property of an object.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Shape">What its value may look like.</param>
/// <param name="IsRequired">Null and, without a default, absence are violations.</param>
/// <param name="Default">JSON that stands in for an absent property; an explicit null stays one.</param>
internal sealed record Field(string Name, Shape Shape, bool IsRequired, string? Default)
{
    public static Field Required(string name, Shape shape, string? orElse = null) => new(name, shape, true, orElse);

    public static Field Optional(string name, Shape shape, string? orElse = null) => new(name, shape, false, orElse);

    /// <summary>A list that is empty when it is absent.</summary>
    public static Field List(string name, Shape item) => new(name, new Shape.Items(item), false, "[]");
}
