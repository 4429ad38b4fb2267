namespace Gko.Kubernetes.Schemas;

/// <summary>What a schema node describes; the root follows stricter rules.</summary>
internal enum SchemaLevel
{
    Root,
    Item,
    Field,
}
