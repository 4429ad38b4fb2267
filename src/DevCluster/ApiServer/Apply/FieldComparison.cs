using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Which fields differ between two versions of an object.</summary>
internal sealed class FieldComparison
{
    public FieldSet Added { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Removed { get; } = new();

    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    public static FieldComparison Compare(JsonObject before, JsonObject after, Schema schema)
    {
        var result = new FieldComparison();
        CompareMaps(before, after, schema, new Cursor(result.Added, result.Modified, result.Removed));
        return result;
    }

    // A missing side is a null reference with present = false, which is not the same as a JSON null.
    private static void CompareFields(JsonNode? before, bool had, JsonNode? after, bool has, Schema? schema, Cursor at)
    {
        var shape = FieldShapes.Of(has ? after : before, schema);
        if (had && has && FieldShapes.Of(before, schema) != FieldShapes.Of(after, schema))
        {
            shape = FieldShape.Leaf;
        }

        if (shape is FieldShape.Leaf || (FieldShapes.IsEmptyContainer(before) && FieldShapes.IsEmptyContainer(after)))
        {
            CompareLeaves(before, had, after, has, at);
            return;
        }

        if (shape is FieldShape.Map)
        {
            CompareMaps(before as JsonObject, after as JsonObject, schema, at);
        }
        else
        {
            CompareLists(before as JsonArray, after as JsonArray, schema!, at);
        }

        Note(had, has, at);
    }

    private static void CompareLeaves(JsonNode? before, bool had, JsonNode? after, bool has, Cursor at)
    {
        if (had && has && !JsonTree.Same(before, after))
        {
            at.Modified.Add();
        }

        Note(had, has, at);
    }

    private static void Note(bool had, bool has, Cursor at)
    {
        if (!had && has)
        {
            at.Added.Add();
        }
        else if (had && !has)
        {
            at.Removed.Add();
        }
    }

    private static void CompareMaps(JsonObject? before, JsonObject? after, Schema? schema, Cursor at)
    {
        foreach (var name in (before ?? []).Select(pair => pair.Key).Union((after ?? []).Select(pair => pair.Key), StringComparer.Ordinal))
        {
            JsonNode? old = null;
            JsonNode? now = null;
            var had = before is not null && before.TryGetPropertyValue(name, out old);
            var has = after is not null && after.TryGetPropertyValue(name, out now);
            CompareFields(old, had, now, has, schema?.Field(name, out _), at.Below(FieldElement.Field(name)));
        }
    }

    private static void CompareLists(JsonArray? before, JsonArray? after, Schema schema, Cursor at)
    {
        var (old, now) = (Index(before, schema), Index(after, schema));
        foreach (var element in old.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var had = old.TryGetValue(element, out var before1);
            var has = now.TryGetValue(element, out var after1);
            CompareFields(before1, had, after1, has, schema.Items, at.Below(element));
        }
    }

    private static Dictionary<string, JsonNode?> Index(JsonArray? list, Schema schema)
    {
        var index = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
        {
            if (FieldElement.Item(item, schema) is { } element)
            {
                index.TryAdd(element, item);
            }
        }

        return index;
    }

    private readonly record struct Cursor(FieldSet Added, FieldSet Modified, FieldSet Removed)
    {
        public Cursor Below(string element) => new(Added.Descend(element), Modified.Descend(element), Removed.Descend(element));
    }
}
