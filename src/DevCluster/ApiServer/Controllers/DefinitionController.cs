using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Accepts definitions and serves their kinds; runs within the write of a definition, so that the kind is there at once.</summary>
internal sealed class DefinitionController(WriteServices services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Uid, string Spec), List<ResourceDefinition>> _parsed = [];

    public string StorageName { get; } = services.Definitions.StorageName;

    /// <summary>Brings status and served kinds up to date with the stored definitions.</summary>
    public void Sync()
    {
        lock (_gate)
        {
            var served = new List<ResourceDefinition>();
            var taken = new DefinitionNames();
            var used = new HashSet<(string, string)>();
            var all = services.Store.Snapshot(StorageName).Objects.Values.Select(stored => (Stored: stored, Node: stored.ToNode()));
            foreach (var (stored, node) in all.OrderByDescending(entry => IsEstablished(entry.Node)).ThenBy(entry => entry.Stored.Version))
            {
                var conflict = taken.TryAccept(node.Child("spec")!);
                WriteStatus(stored, node, conflict);
                if (conflict is null)
                {
                    var key = (stored.Uid, node["spec"].ToJsonText());
                    used.Add(key);
                    served.AddRange(Parse(key, node));
                }
            }

            foreach (var stale in _parsed.Keys.Except(used).ToList())
            {
                _parsed.Remove(stale);
            }

            services.Registry.SetCustom(served);
        }
    }

    private static bool IsEstablished(JsonObject node) => (node.Child("status").Items("conditions") ?? [])
        .Any(condition => condition.Text("type") == "Established" && condition.Text("status") == "True");

    private List<ResourceDefinition> Parse((string Uid, string Spec) key, JsonObject node)
    {
        if (!_parsed.TryGetValue(key, out var definitions))
        {
            definitions = [.. DefinitionParser.Parse(node)];
            _parsed.Add(key, definitions);
        }

        return definitions;
    }

    private void WriteStatus(StoredObject stored, JsonObject node, DefinitionConflict? conflict)
    {
        var next = node.Copy();
        var status = next.Ensure("status");
        status["conditions"] = Conditions(node, conflict);
        if (conflict is null)
        {
            status["acceptedNames"] = node.Child("spec").Child("names")?.DeepClone();
        }

        if (!JsonTree.Same(node, next))
        {
            new FieldManager(services.Definitions, services.Time).Update(node, next, "kube-apiserver", "status");

            // When somebody else was faster, their commit leads here again.
            services.Store.TryCommit(services.Definitions.Key(null, stored.Name), next, stored.Version);
        }
    }

    private JsonArray Conditions(JsonObject node, DefinitionConflict? conflict)
    {
        var old = (node.Child("status").Items("conditions") ?? []).OfType<JsonObject>().ToList();
        JsonObject Condition(string type, bool holds, string reason, string message)
        {
            var status = holds ? "True" : "False";
            var before = old.Find(condition => condition.Text("type") == type);
            return new JsonObject
            {
                ["type"] = type,
                ["status"] = status,
                ["lastTransitionTime"] = before.Text("status") == status
                    ? before!["lastTransitionTime"]?.DeepClone()
                    : ObjectLifecycle.Timestamp(services.Time.GetUtcNow()),
                ["reason"] = reason,
                ["message"] = message,
            };
        }

        JsonArray conditions = conflict is null
            ? new(
                Condition("NamesAccepted", true, "NoConflicts", "no conflicts found"),
                Condition("Established", true, "InitialNamesAccepted", "the initial names have been accepted"))
            : new(
                Condition("NamesAccepted", false, conflict.Reason, conflict.Message),
                Condition("Established", false, "NotAccepted", "not all names are accepted"));
        if (node.Child("metadata").Text("deletionTimestamp") is not null)
        {
            conditions.Add((JsonNode)Condition("Terminating", true, "InstanceDeletionPending",
                "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"));
        }

        return conditions;
    }
}
