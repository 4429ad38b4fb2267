using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The owners of an object's fields, read from and written to <c>metadata.managedFields</c>.</summary>
internal sealed class ManagedFields
{
    private readonly Dictionary<ManagerId, Entry> _entries = [];

    public IEnumerable<ManagerId> Managers => _entries.Keys.ToList();

    public bool IsEmpty => _entries.Count == 0;

    public FieldSet this[ManagerId manager] => _entries.TryGetValue(manager, out var entry) ? entry.Set : new FieldSet();

    public static ManagedFields Read(JsonObject? metadata)
    {
        var fields = new ManagedFields();
        foreach (var item in (metadata.Items("managedFields") ?? []).OfType<JsonObject>())
        {
            var operation = item.Text("operation") ?? "";
            if (operation is not (ManagerId.Apply or ManagerId.Update))
            {
                continue;
            }

            var apiVersion = item.Text("apiVersion") ?? "";
            var id = new ManagerId(item.Text("manager") ?? "", operation, operation == ManagerId.Apply ? "" : apiVersion, item.Text("subresource") ?? "");
            fields._entries[id] = new Entry(FieldSet.Parse(item.Child("fieldsV1")), apiVersion, item.Text("time"));
        }

        return fields;
    }

    /// <summary>Whether the writer asked to forget all owners: one empty entry.</summary>
    public static bool IsReset(JsonObject metadata) => metadata.Items("managedFields") is [JsonObject { Count: 0 }];

    public void Set(ManagerId manager, FieldSet set, string apiVersion, string? time)
    {
        if (set.IsEmpty)
        {
            _entries.Remove(manager);
        }
        else
        {
            _entries[manager] = new Entry(set, apiVersion, time);
        }
    }

    /// <summary>Takes fields away from a manager without touching its time.</summary>
    public void Release(ManagerId manager, FieldSet released)
    {
        if (_entries.TryGetValue(manager, out var entry))
        {
            Set(manager, entry.Set.Except(released), entry.ApiVersion, entry.Time);
        }
    }

    public string? TimeOf(ManagerId manager) => _entries.GetValueOrDefault(manager)?.Time;

    /// <summary>All that somebody owns.</summary>
    public FieldSet Owned() => _entries.Values.Aggregate(new FieldSet(), (all, entry) => all.Union(entry.Set));

    public void Write(JsonObject metadata)
    {
        if (_entries.Count == 0)
        {
            metadata.Remove("managedFields");
            return;
        }

        metadata["managedFields"] = new JsonArray([.. _entries
            .OrderBy(pair => pair.Key.Operation, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value.Time ?? "", StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value.ApiVersion, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Subresource, StringComparer.Ordinal)
            .Select(pair => ToJson(pair.Key, pair.Value))]);
    }

    private static JsonObject ToJson(ManagerId id, Entry entry)
    {
        var json = new JsonObject
        {
            ["apiVersion"] = entry.ApiVersion,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = entry.Set.ToJson(),
            ["manager"] = id.Name,
            ["operation"] = id.Operation,
        };
        if (id.Subresource.Length > 0)
        {
            json["subresource"] = id.Subresource;
        }

        if (entry.Time is not null)
        {
            json["time"] = entry.Time;
        }

        return json;
    }

    private sealed record Entry(FieldSet Set, string ApiVersion, string? Time);
}
