using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The refusal of an apply that would change fields of other managers.</summary>
internal static class ApplyConflicts
{
    public const string CauseReason = "FieldManagerConflict";

    public static ApiStatusException Refuse(IReadOnlyList<(ManagerId Manager, FieldSet Fields)> conflicts)
    {
        var all = conflicts.OrderBy(conflict => conflict.Manager.ToString(), StringComparer.Ordinal)
            .Select(conflict => (Name: conflict.Manager.ToString(), Paths: conflict.Fields.Paths().ToList())).ToList();
        var count = all.Sum(conflict => conflict.Paths.Count);
        var lines = count == 1
            ? $"conflict with {all[0].Name}: {all[0].Paths[0]}"
            : string.Join('\n', all.Select(conflict => $"conflicts with {conflict.Name}:\n{string.Join('\n', conflict.Paths.Select(path => $"- {path}"))}"));
        var causes = all.SelectMany(conflict => conflict.Paths.Select(path =>
            (JsonNode?)Refusals.Cause(CauseReason, $"conflict with {conflict.Name}", path)));
        return new ApiStatusException(409, "Conflict", $"Apply failed with {count} conflict{(count == 1 ? "" : "s")}: {lines}",
            new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }
}
