using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Lays an applied configuration over the live object.</summary>
internal static class FieldMerger
{
    public static JsonObject Merge(JsonObject live, JsonObject applied, Schema schema) => MergeMaps(live, applied, schema);

    private static JsonNode? Merge(JsonNode? live, JsonNode? applied, Schema? schema) => (live, applied) switch
    {
        (JsonObject left, JsonObject right) when FieldShapes.Of(right, schema) is FieldShape.Map => MergeMaps(left, right, schema),
        (JsonArray left, JsonArray right) when FieldShapes.Of(right, schema) is FieldShape.List => MergeLists(left, right, schema!),
        _ => applied?.DeepClone(),
    };

    private static JsonObject MergeMaps(JsonObject live, JsonObject applied, Schema? schema)
    {
        var merged = live.Copy();
        foreach (var (name, value) in applied)
        {
            merged[name] = live.TryGetPropertyValue(name, out var old)
                ? Merge(old, value, schema?.Field(name, out _))
                : value?.DeepClone();
        }

        return merged;
    }

    // Shared items take the order of the applied list; items that only the live list has keep their place before the
    // next shared one.
    private static JsonArray MergeLists(JsonArray live, JsonArray applied, Schema schema)
    {
        var left = live.Select(item => (Element: FieldElement.Item(item, schema), Item: item)).ToList();
        var right = applied.Select(item => (Element: FieldElement.Item(item, schema), Item: item)).ToList();
        var known = left.Where(entry => entry.Element is not null)
            .GroupBy(entry => entry.Element!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Item, StringComparer.Ordinal);
        var wanted = right.Select(entry => entry.Element).ToHashSet(StringComparer.Ordinal);
        var shared = new Queue<string?>(right.Select(entry => entry.Element).Where(element => element is not null && known.ContainsKey(element)));
        var merged = new JsonArray();
        var at = 0;
        foreach (var (element, item) in right)
        {
            var isNextShared = shared.TryPeek(out var next) && next == element;
            while (at < left.Count && (!wanted.Contains(left[at].Element) || left[at].Element != next))
            {
                if (!wanted.Contains(left[at].Element))
                {
                    merged.Add(left[at].Item?.DeepClone());
                }

                at++;
            }

            merged.Add(element is not null && known.TryGetValue(element, out var old) ? Merge(old, item, schema.Items) : item?.DeepClone());
            if (isNextShared)
            {
                shared.Dequeue();
                at++;
            }
        }

        foreach (var (_, item) in left.Skip(at).Where(entry => !wanted.Contains(entry.Element)))
        {
            merged.Add(item?.DeepClone());
        }

        return merged;
    }
}
