using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Keeps track of who owns which field. An update owns what it changed and takes it from everybody else; an apply owns what
/// it states, removes what it stated before and no longer does, and conflicts with others whose values it would change.
/// </summary>
internal sealed class FieldManager(ResourceDefinition resource, TimeProvider time)
{
    private const string BeforeFirstApply = "before-first-apply";

    private static readonly string[] ServerOwned =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion",
         "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>Writes the owners of a new object into it.</summary>
    public void Begin(JsonObject node, string manager) => Update(Blank(), node, manager, "");

    /// <summary>Writes the owners after an update into <paramref name="next"/>.</summary>
    public void Update(JsonObject live, JsonObject next, string manager, string subresource)
    {
        var fields = Current(live, next, subresource);
        var tracked = live.Metadata().ContainsKey("uid") && fields.IsEmpty;
        if (!tracked)
        {
            Update(fields, live, next, ManagerId.Updater(manager, resource.ApiVersion, subresource));
        }

        fields.Write(next.Metadata());
    }

    /// <summary>The live object with the configuration applied, owners included.</summary>
    /// <exception cref="ApiStatusException">409: other managers own fields whose value would change.</exception>
    public JsonObject Apply(JsonObject live, JsonObject applied, string manager, string subresource, bool force)
    {
        var fields = ManagedFields.Read(live.Child("metadata"));
        if (fields.IsEmpty && live.Metadata().ContainsKey("uid"))
        {
            Update(fields, Blank(), live, ManagerId.Updater(BeforeFirstApply, resource.ApiVersion, ""));
        }

        var id = ManagerId.Applier(manager, subresource);
        var last = fields[id];
        var stated = Strip(FieldCollector.Collect(applied, resource.Schema));
        var merged = FieldMerger.Merge(live, applied, resource.Schema);
        fields.Set(id, stated, resource.ApiVersion, fields.TimeOf(id));
        RemoveAbandoned(merged, last, fields.Owned());

        var comparison = FieldComparison.Compare(live, merged, resource.Schema);
        var changed = Strip(comparison.Modified.Union(comparison.Added));
        Settle(fields, id, changed, Strip(comparison.Removed), force);
        if (Changes(comparison) || !last.SameAs(stated))
        {
            fields.Set(id, stated, resource.ApiVersion, Changes(comparison) ? Now() : fields.TimeOf(id));
        }

        fields.Write(merged.Metadata());
        return merged;
    }

    private void Update(ManagedFields fields, JsonObject live, JsonObject next, ManagerId id)
    {
        var comparison = FieldComparison.Compare(live, next, resource.Schema);
        var changed = WithoutOtherPart(Strip(comparison.Modified.Union(comparison.Added)), id.Subresource);
        var removed = Strip(comparison.Removed);
        Settle(fields, id, changed, removed, force: true);

        var before = fields[id];
        var after = before.Except(removed).Union(changed);
        if (!before.SameAs(after))
        {
            fields.Set(id, after, resource.ApiVersion, Now());
        }
    }

    // What this manager stated before, states no more, and nobody else owns.
    private void RemoveAbandoned(JsonObject merged, FieldSet last, FieldSet owned)
    {
        if (last.IsEmpty)
        {
            return;
        }

        var present = FieldCollector.Collect(merged, resource.Schema).WithNamedParents(resource.Schema);
        var abandoned = last.WithNamedParents(resource.Schema).Intersect(present).Except(owned.WithNamedParents(resource.Schema));
        abandoned.Remove(FieldElement.Field("apiVersion"));
        abandoned.Remove(FieldElement.Field("kind"));
        FieldRemover.Remove(merged, KeepMetadata(abandoned), resource.Schema);
    }

    private static void Settle(ManagedFields fields, ManagerId self, FieldSet changed, FieldSet removed, bool force)
    {
        var others = fields.Managers.Where(manager => manager != self).ToList();
        var conflicts = others.Select(manager => (Manager: manager, Fields: fields[manager].Intersect(changed)))
            .Where(conflict => !conflict.Fields.IsEmpty).ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw ApplyConflicts.Refuse(conflicts);
        }

        foreach (var (manager, set) in conflicts)
        {
            fields.Release(manager, set);
        }

        foreach (var manager in others)
        {
            fields.Release(manager, removed);
        }
    }

    private static ManagedFields Current(JsonObject live, JsonObject next, string subresource)
    {
        if (ManagedFields.IsReset(next.Metadata()))
        {
            return new ManagedFields();
        }

        var sent = subresource.Length > 0 ? new ManagedFields() : ManagedFields.Read(next.Metadata());
        return sent.IsEmpty ? ManagedFields.Read(live.Child("metadata")) : sent;
    }

    private static bool Changes(FieldComparison comparison) =>
        !Strip(comparison.Added).IsEmpty || !Strip(comparison.Modified).IsEmpty || !Strip(comparison.Removed).IsEmpty;

    private static FieldSet Strip(FieldSet set)
    {
        var ignored = new FieldSet();
        foreach (var name in (string[])["apiVersion", "kind", "metadata"])
        {
            ignored.Descend(FieldElement.Field(name)).Add();
        }

        var metadata = ignored.Descend(FieldElement.Field("metadata"));
        foreach (var name in ServerOwned)
        {
            metadata.Descend(FieldElement.Field(name)).Add();
        }

        var stripped = set.Except(ignored);
        stripped[FieldElement.Field("metadata")]?.Remove(FieldElement.Field("managedFields"));
        return stripped;
    }

    // A write to the object does not own its status, nor the other way round, whatever the body says.
    private FieldSet WithoutOtherPart(FieldSet changed, string subresource)
    {
        if (resource.HasStatus && subresource.Length == 0)
        {
            changed.Remove(FieldElement.Field("status"));
        }

        return changed;
    }

    /// <summary>An object with nothing in it; of a built-in kind its inner structures are there, so that nobody owns them.</summary>
    private JsonObject Blank()
    {
        var blank = new JsonObject { ["metadata"] = new JsonObject() };
        if (!resource.IsCustom)
        {
            AddStructures(blank, resource.Schema);
        }

        return blank;
    }

    private static void AddStructures(JsonObject node, Schema schema)
    {
        foreach (var (name, field) in schema.Properties.Where(pair => pair.Key != "metadata"))
        {
            if (field is { Type: "object", Properties.Count: > 0, Default: null })
            {
                AddStructures(node.Ensure(name), field);
            }
            else if (field.Default.AsText() is "")
            {
                node[name] = "";
            }
        }
    }

    // Metadata itself and what the server owns in it stay, whoever stated them.
    private static FieldSet KeepMetadata(FieldSet abandoned)
    {
        var metadata = new FieldSet();
        metadata.Descend(FieldElement.Field("metadata")).Add();
        var kept = abandoned.Except(metadata);
        foreach (var name in ServerOwned)
        {
            kept[FieldElement.Field("metadata")]?.Remove(FieldElement.Field(name));
        }

        return kept;
    }

    private string Now() => ObjectLifecycle.Timestamp(time.GetUtcNow());
}
