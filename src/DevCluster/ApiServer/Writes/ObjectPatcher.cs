using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.DevCluster.ApiServer;

/// <summary>PATCH: the body says what to change, or with apply what to own.</summary>
internal sealed class ObjectPatcher(ObjectUpdater updater, ObjectApplier applier)
{
    public Task<WriteResult> PatchAsync(WriteContext context, PatchBody patch, CancellationToken ct) => patch.Kind is PatchKind.Apply
        ? applier.ApplyAsync(context, (JsonObject)patch.Document, ct)
        : updater.UpdateAsync(context, old => Patched(context, old, patch), "PatchOptions", owned: false, ct);

    private static JsonObject Patched(WriteContext context, JsonObject old, PatchBody patch)
    {
        var version = old.Metadata().Text("resourceVersion");
        var patched = patch.Kind switch
        {
            PatchKind.Json => ApplyOperations(old, (JsonArray)patch.Document),
            PatchKind.Merge => JsonMergePatch.Apply(old, patch.Document.DeepClone()),
            _ => StrategicMerge.Apply(old, (JsonObject)patch.Document, context.Resource.Schema),
        };
        if (patched is not JsonObject node)
        {
            throw Refusals.PatchRejected();
        }

        BodyChecks.CheckName(context, node);
        var sent = node.Sorted().ToJsonText();
        ObjectShaper.Shape(context, node, patch.StrictErrors, text =>
            Refusals.Invalid("", "", "", [FieldError.Invalid("patch", sent, text)]));
        if (string.IsNullOrEmpty(node.Metadata().Text("resourceVersion")))
        {
            // A patch need not name a version; removing it means any.
            node.Metadata()["resourceVersion"] = version;
        }

        return node;
    }

    private static JsonNode? ApplyOperations(JsonObject old, JsonArray operations)
    {
        try
        {
            return JsonPatch.Apply(old, operations);
        }
        catch (JsonPatchException)
        {
            throw Refusals.PatchRejected();
        }
    }
}
