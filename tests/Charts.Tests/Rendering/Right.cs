using System.Text.Json.Nodes;

namespace Gko.Charts.Tests.Rendering;

/// <summary>One thing that a role lets its holder do, as <c>verb resource.group[/name]</c>.</summary>
internal static class Right
{
    /// <summary>Everything that a role allows, one by one.</summary>
    public static IReadOnlyList<string> Of(JsonNode role) => [.. role["rules"]!.AsArray().SelectMany(rule => Of(rule!.AsObject())).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Of(JsonObject rule)
    {
        var names = rule.Texts("resourceNames").ToList();
        var targets = rule.Texts("nonResourceURLs").Concat(
            from resource in rule.Texts("resources")
            from @group in rule.Texts("apiGroups")
            from name in names.Count == 0 ? [""] : names
            select $"{resource}{(@group.Length == 0 ? "" : $".{@group}")}{(name.Length == 0 ? "" : $"/{name}")}");
        return from target in targets from verb in rule.Texts("verbs") select $"{verb} {target}";
    }
}
