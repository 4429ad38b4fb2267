using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The writes that controllers make, through the same pipeline as everybody's.</summary>
internal sealed class ControllerWrites(WriteServices services, WritePipeline pipeline)
{
    /// <summary>Deletes an object; one that is already gone or going is left alone.</summary>
    public async Task DeleteAsync(string storageName, StoredObject item, CancellationToken ct)
    {
        if (item.IsDeleting || Context(storageName, item) is not { } context)
        {
            return;
        }

        await IgnoreGoneAsync(pipeline.Deleter.DeleteAsync(context, DeletionOptions.Background with { Uid = item.Uid }, ct)).ConfigureAwait(false);
    }

    public Task RemoveFinalizerAsync(string storageName, StoredObject item, string finalizer, CancellationToken ct) =>
        RemoveAsync(storageName, item, "finalizers", entry => entry.AsText() == finalizer, ct);

    public Task RemoveOwnerAsync(string storageName, StoredObject item, string ownerUid, CancellationToken ct) =>
        RemoveAsync(storageName, item, "ownerReferences", entry => entry.Text("uid") == ownerUid, ct);

    private async Task RemoveAsync(string storageName, StoredObject item, string list, Func<JsonNode?, bool> goes, CancellationToken ct)
    {
        if (Context(storageName, item) is not { } context)
        {
            return;
        }

        JsonObject Changed(JsonObject node)
        {
            var rest = (node.Metadata().Items(list) ?? []).Where(entry => !goes(entry)).Select(entry => entry?.DeepClone()).ToArray();
            node.Metadata().Remove(list);
            if (rest.Length > 0)
            {
                node.Metadata()[list] = new JsonArray(rest);
            }

            return node;
        }

        await IgnoreGoneAsync(pipeline.Updater.UpdateAsync(context, Changed, "UpdateOptions", owned: false, ct)).ConfigureAwait(false);
    }

    private WriteContext? Context(string storageName, StoredObject item) =>
        services.Registry.ForStorage(storageName) is not { } resource ? null : new WriteContext
        {
            Resource = resource,
            Namespace = resource.Namespaced ? item.Namespace : null,
            Name = item.Name,
            User = ApiUser.System,
            FieldManager = "kube-controller-manager",
            Validation = FieldValidation.Ignore,
        };

    private static async Task IgnoreGoneAsync(Task write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (ApiStatusException refusal) when (refusal.Code is 404 or 409)
        {
            // Gone, or recreated under the same name: nothing is left to do.
            return;
        }
    }
}
