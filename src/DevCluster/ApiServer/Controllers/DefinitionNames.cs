using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Why a definition's names cannot be served.</summary>
internal sealed record DefinitionConflict(string Reason, string Message);

/// <summary>The names in use, per group; the first definition that asks for a name has it.</summary>
internal sealed class DefinitionNames
{
    private readonly HashSet<(string Group, string Name)> _resources = [];
    private readonly HashSet<(string Group, string Name)> _kinds = [];

    /// <summary>Takes the names of a definition; the conflict when one is in use.</summary>
    public DefinitionConflict? TryAccept(JsonObject spec)
    {
        var group = spec.Text("group") ?? "";
        var names = spec.Child("names");
        var resources = new List<(string Reason, string Name)>
        {
            ("PluralConflict", names.Text("plural") ?? ""), ("SingularConflict", names.Text("singular") ?? ""),
        };
        resources.AddRange(names.Texts("shortNames").Select(name => ("ShortNamesConflict", name)));
        List<(string Reason, string Name)> kinds =
        [
            ("KindConflict", names.Text("kind") ?? ""), ("ListKindConflict", names.Text("listKind") ?? ""),
        ];
        var conflict = Find(resources, _resources, group) ?? Find(kinds, _kinds, group);
        if (conflict is null)
        {
            _resources.UnionWith(resources.Select(entry => (group, entry.Name)));
            _kinds.UnionWith(kinds.Select(entry => (group, entry.Name)));
        }

        return conflict;
    }

    private static DefinitionConflict? Find(
        List<(string Reason, string Name)> wanted, HashSet<(string Group, string Name)> used, string group)
    {
        var (reason, name) = wanted.Find(entry => used.Contains((group, entry.Name)));
        return reason is null ? null : new DefinitionConflict(reason, $"\"{name}\" is already in use");
    }
}
