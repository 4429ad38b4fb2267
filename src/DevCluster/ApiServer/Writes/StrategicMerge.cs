using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Strategic merge patch for built-in kinds: maps merge, null deletes, lists merge where the schema says so, and
/// <c>$patch</c>, <c>$deleteFromPrimitiveList</c>, <c>$setElementOrder</c> and <c>$retainKeys</c> direct it.
/// </summary>
internal static class StrategicMerge
{
    private const string Directive = "$patch";
    private const string DeleteFrom = "$deleteFromPrimitiveList/";
    private const string Order = "$setElementOrder/";
    private const string Retain = "$retainKeys";

    public static JsonObject Apply(JsonObject target, JsonObject patch, Schema schema)
    {
        MergeMap(target, patch, schema);
        return target;
    }

    private static void MergeMap(JsonObject target, JsonObject patch, Schema? schema)
    {
        if (patch.Text(Directive) is "replace")
        {
            target.Clear();
        }

        if (patch.Items(Retain) is not null)
        {
            var kept = patch.Texts(Retain).ToHashSet(StringComparer.Ordinal);
            foreach (var name in target.Select(pair => pair.Key).Where(name => !kept.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, value) in patch.Where(pair => !pair.Key.StartsWith('$')))
        {
            MergeField(target, name, value, schema?.Field(name, out _));
        }

        foreach (var (name, value) in patch.Where(pair => pair.Key.StartsWith(DeleteFrom, StringComparison.Ordinal)))
        {
            DeleteItems(target.Items(name[DeleteFrom.Length..]), value as JsonArray);
        }

        foreach (var (name, value) in patch.Where(pair => pair.Key.StartsWith(Order, StringComparison.Ordinal)))
        {
            var field = name[Order.Length..];
            Reorder(target, field, value as JsonArray ?? [], schema?.Field(field, out _)?.MergeKey);
        }
    }

    private static void MergeField(JsonObject target, string name, JsonNode? value, Schema? schema)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject map when map.Text(Directive) is "delete":
                target.Remove(name);
                break;
            case JsonObject map:
                MergeMap(target.Ensure(name), map, schema);
                break;
            case JsonArray list when schema is { MergesLists: true } && target[name] is JsonArray existing:
                MergeList(existing, list, schema);
                break;
            case JsonArray list when schema is { MergesLists: true }:
                var added = new JsonArray();
                MergeList(added, list, schema);
                target[name] = added;
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static void MergeList(JsonArray target, JsonArray patch, Schema schema)
    {
        if (patch.OfType<JsonObject>().Any(item => item.Text(Directive) is "replace"))
        {
            target.Clear();
        }

        foreach (var item in patch)
        {
            var existing = target.FirstOrDefault(candidate => IsSameItem(candidate, item, schema.MergeKey));
            switch (item)
            {
                case JsonObject map when map.Text(Directive) is "delete":
                    target.Remove(existing);
                    break;
                case JsonObject map when map.Text(Directive) is "replace":
                    break;
                case JsonObject map when existing is JsonObject old:
                    MergeMap(old, map, schema.Items);
                    break;
                case JsonObject map:
                    var added = new JsonObject();
                    MergeMap(added, map, schema.Items);
                    target.Add((JsonNode)added);
                    break;
                case not null when existing is null:
                    target.Add(item.DeepClone());
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsSameItem(JsonNode? left, JsonNode? right, string? key) =>
        left is JsonObject a && right is JsonObject b
            ? key is not null && a[key] is { } mine && JsonTree.Same(mine, b[key])
            : JsonTree.Same(left, right);

    private static void DeleteItems(JsonArray? target, JsonArray? items)
    {
        for (var index = (target?.Count ?? 0) - 1; index >= 0; index--)
        {
            if (items is not null && items.Any(item => JsonTree.Same(item, target![index])))
            {
                target!.RemoveAt(index);
            }
        }
    }

    private static void Reorder(JsonObject target, string name, JsonArray order, string? key)
    {
        if (target[name] is not JsonArray list)
        {
            return;
        }

        int Rank(JsonNode? item)
        {
            var at = order.ToList().FindIndex(wanted => IsSameItem(wanted, item, key));
            return at < 0 ? order.Count : at;
        }

        target[name] = new JsonArray([.. list.OrderBy(Rank).Select(item => item?.DeepClone())]);
    }
}
