namespace Gko.Kubernetes.Schemas;

/// <summary>Makes a list a map: no two items may agree in these fields, and server-side apply merges item by item.</summary>
/// <param name="keys">Wire names of scalar fields of the item, each required or with a default.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapKeysAttribute(params string[] keys) : Attribute
{
    /// <summary>The fields that tell the entries apart.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}
