using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Http;

/// <summary>The envelope of lists in v2.</summary>
internal static class PageOf
{
    /// <summary>The page that the query asks for: <c>page</c> counts from 1, <c>perPage</c> is 10 unless given.</summary>
    public static JsonObject All(Call call, IEnumerable<JsonNode> items)
    {
        var all = items.ToList();
        var (page, size) = (call.Number("page", 1), call.Number("perPage", 10));
        var shown = all.Skip((page - 1) * size).Take(size).ToList();
        return new()
        {
            ["data"] = JsonText.ToArray(shown),
            ["pagination"] = new JsonObject
            {
                ["page"] = page,
                ["perPage"] = size,
                ["pageCount"] = (all.Count + size - 1) / size,
                ["pageItemsCount"] = shown.Count,
                ["totalCount"] = all.Count,
            },
            ["links"] = new JsonObject { ["self"] = "/" + string.Join('/', call.Address.Rest) },
        };
    }
}
