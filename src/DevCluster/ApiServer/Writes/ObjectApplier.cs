using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Server-side apply.</summary>
internal sealed class ObjectApplier(WriteServices services, ObjectCreator creator, ObjectUpdater updater)
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public async Task<WriteResult> ApplyAsync(WriteContext context, JsonObject applied, CancellationToken ct)
    {
        Check(context, applied);
        AppliedTypes.Check(applied, context.Resource);
        var stated = Restrict(context, applied);
        if (services.Store.Get(context.Key) is null && context.Subresource.Length == 0)
        {
            return await CreateAsync(context, stated, ct).ConfigureAwait(false);
        }

        return await updater.UpdateAsync(context, live => Applied(context, live, stated), "PatchOptions", owned: true, ct).ConfigureAwait(false);
    }

    private Task<WriteResult> CreateAsync(WriteContext context, JsonObject stated, CancellationToken ct)
    {
        if (stated.Metadata().Text("uid") is { Length: > 0 } uid)
        {
            throw Refusals.Conflict(context.Resource, context.Name,
                $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }

        var node = Merge(context, new JsonObject { ["metadata"] = new JsonObject() }, stated, context.Force);
        return creator.CreateAppliedAsync(context, node, ct);
    }

    private JsonObject Applied(WriteContext context, JsonObject live, JsonObject stated)
    {
        var merged = ApplyOver(context, live, stated);
        ObjectShaper.Shape(context with { Validation = FieldValidation.Ignore }, merged, []);
        return merged;
    }

    // kubectl's first server-side apply takes over from its client-side apply: fields whose live value is still the one
    // that was last applied are no conflict.
    private JsonObject ApplyOver(WriteContext context, JsonObject live, JsonObject stated)
    {
        try
        {
            return Merge(context, live, stated, context.Force);
        }
        catch (ApiStatusException refusal) when (context.FieldManager == "kubectl" && IsTakeover(context, live, refusal))
        {
            return Merge(context, live, stated, force: true);
        }
    }

    private static bool IsTakeover(WriteContext context, JsonObject live, ApiStatusException refusal)
    {
        if (live.Child("metadata").Child("annotations").Text(LastApplied) is not { } text || JsonNode.Parse(text) is not JsonObject last)
        {
            return false;
        }

        var schema = context.Resource.Schema;
        var comparison = FieldComparison.Compare(last, live, schema);
        var unchanged = FieldCollector.Collect(last, schema).Except(comparison.Modified).Except(comparison.Removed);
        var allowed = unchanged.Paths().ToHashSet(StringComparer.Ordinal);
        var conflicts = (refusal.Details.Items("causes") ?? []).OfType<JsonObject>()
            .Where(cause => cause.Text("reason") == ApplyConflicts.CauseReason).Select(cause => cause.Text("field") ?? "").ToList();
        return conflicts.Count > 0 && conflicts.TrueForAll(allowed.Contains);
    }

    private JsonObject Merge(WriteContext context, JsonObject live, JsonObject stated, bool force) =>
        new FieldManager(context.Resource, services.Time).Apply(live, stated, context.FieldManager, context.Subresource, force);

    private static void Check(WriteContext context, JsonObject applied)
    {
        if (!context.HasFieldManager)
        {
            throw Refusals.InvalidOptions("PatchOptions", FieldError.Required("fieldManager", "is required for apply patch"));
        }

        if (applied.Text("apiVersion") != context.Resource.ApiVersion || applied.Text("kind") != context.Resource.Kind)
        {
            var version = applied.Text("apiVersion") ?? "";
            throw Refusals.BadRequest(
                $"invalid object type: {(version.Contains('/', StringComparison.Ordinal) ? version : $"/{version}")}, Kind={applied.Text("kind")}");
        }

        if (applied.Child("metadata")?["managedFields"] is not null)
        {
            throw Refusals.BadRequest("metadata.managedFields must be nil");
        }
    }

    // An apply to a subresource states that part only, and never the other way round.
    private static JsonObject Restrict(WriteContext context, JsonObject applied)
    {
        var stated = applied.Copy();
        if (context.Subresource == "status")
        {
            foreach (var name in stated.Select(pair => pair.Key).Except(["apiVersion", "kind", "metadata", "status"]).ToList())
            {
                stated.Remove(name);
            }

            foreach (var name in stated.Metadata().Select(pair => pair.Key).Except(["name", "namespace", "uid", "resourceVersion"]).ToList())
            {
                stated.Metadata().Remove(name);
            }
        }
        else if (context.Resource.HasStatus)
        {
            stated.Remove("status");
        }

        BodyChecks.CheckName(context, stated);
        BodyChecks.CheckNamespace(context, stated);
        return stated;
    }
}
