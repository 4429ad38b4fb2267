using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>How a value takes part in ownership: as a whole, or piece by piece.</summary>
internal enum FieldShape
{
    Leaf,
    Map,
    List,
}

/// <summary>Decides the <see cref="FieldShape"/> of values.</summary>
internal static class FieldShapes
{
    /// <summary>Without a schema, maps are granular and lists are one value.</summary>
    public static FieldShape Of(JsonNode? node, Schema? schema) => node switch
    {
        JsonObject when schema is not { AtomicMap: true } => FieldShape.Map,
        JsonArray when schema is { ListType: "set" or "map" } => FieldShape.List,
        _ => FieldShape.Leaf,
    };

    public static bool IsEmptyContainer(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
