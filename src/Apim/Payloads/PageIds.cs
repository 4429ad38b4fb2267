using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;

namespace Gko.Apim.Payloads;

/// <summary>Fills in the ids of documentation pages for the APIs that APIM knows by UUIDs.</summary>
internal static class PageIds
{
    /// <param name="body">Its <c>pages</c> are a map.</param>
    /// <param name="apiId">The API's id.</param>
    /// <param name="owner">The API's <c>namespace/name</c>.</param>
    public static void Assign(JsonObject body, string apiId, string owner)
    {
        var pages = body.Entries("pages");
        foreach (var (key, page) in pages)
        {
            page["api"] = apiId;
            page["crossId"] = page.Text("crossId") ?? Ids.UuidXxh3(owner, "/", key);
            page["id"] = page.Text("id") ?? Ids.UuidXxh3(apiId, "/", key);
        }

        var ids = pages.ToDictionary(entry => entry.Key, entry => entry.Value.Text("id"));
        foreach (var (_, page) in pages)
        {
            if (page.Text("parent") is { } parent)
            {
                page["parentId"] = ids.GetValueOrDefault(parent) ?? Ids.UuidXxh3(apiId, "/", parent);
            }
        }
    }
}
