using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Deletes objects, or marks them when somebody has to agree first.</summary>
internal sealed class ObjectDeleter(WriteServices services)
{
    private const int Attempts = 6;

    /// <summary>The object when it lives on with a deletion timestamp; null when it is gone.</summary>
    public async Task<(JsonObject? Remaining, string Uid)> DeleteAsync(WriteContext context, DeletionOptions options, CancellationToken ct)
    {
        NamespaceGate.CheckDelete(context);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var current = services.Store.Get(context.Key) ?? throw Refusals.NotFound(context.Resource, context.Name);
            CheckPreconditions(context, options, current);
            var old = ObjectUpdater.ReadAs(context.Resource, current);
            var request = new AdmissionRequest(context, "DELETE", context.Name, null, old, OptionsObject.Of("DeleteOptions", context));
            await services.Admission.MutateAsync(request, ct).ConfigureAwait(false);
            await services.Admission.ValidateAsync(request, ct).ConfigureAwait(false);
            var (done, remaining) = TryDelete(context, options, current, old);
            if (done)
            {
                return (remaining, current.Uid);
            }
        }

        throw Refusals.Conflict(context.Resource, context.Name);
    }

    private (bool Done, JsonObject? Remaining) TryDelete(WriteContext context, DeletionOptions options, StoredObject current, JsonObject old)
    {
        var next = old.Copy();
        var finalizers = Finalizers(context.Resource, current, options);
        if (finalizers.Count == 0)
        {
            return (options.DryRun || services.Store.TryRemove(context.Key, current.Version), null);
        }

        if (context.Resource.QualifiedName != "namespaces")
        {
            next.Metadata()["finalizers"] = finalizers.ToJsonArray();
        }

        if (!current.IsDeleting)
        {
            Mark(context.Resource, next);
        }

        if (options.DryRun || JsonTree.Same(old, next))
        {
            return (true, next);
        }

        var stored = services.Store.TryCommit(context.Key, next, current.Version);
        return (stored is not null, stored?.ToNode());
    }

    private void Mark(ResourceDefinition resource, JsonObject next)
    {
        ObjectLifecycle.BeginDeletion(resource, next, services.Time.GetUtcNow());
        if (resource.QualifiedName == "namespaces")
        {
            next.Metadata().Remove("deletionGracePeriodSeconds");
            next.Ensure("status")["phase"] = "Terminating";
        }
        else if (IsDefinition(resource))
        {
            next.Metadata().Remove("deletionGracePeriodSeconds");
        }
    }

    private static List<string> Finalizers(ResourceDefinition resource, StoredObject current, DeletionOptions options)
    {
        if (resource.QualifiedName == "namespaces")
        {
            return ["kubernetes"];
        }

        var finalizers = current.Finalizers.ToList();
        if (IsDefinition(resource) && !current.IsDeleting)
        {
            // Its objects go first.
            finalizers.Add(FinalizerNames.DefinitionCleanup);
        }

        var own = options.Propagation switch
        {
            "Foreground" => FinalizerNames.Foreground,
            "Orphan" => FinalizerNames.Orphan,
            _ => null,
        };
        if (own is not null && !finalizers.Contains(own) && !current.IsDeleting)
        {
            finalizers.Add(own);
        }

        return finalizers;
    }

    private static bool IsDefinition(ResourceDefinition resource) => resource.QualifiedName == "customresourcedefinitions.apiextensions.k8s.io";

    private static void CheckPreconditions(WriteContext context, DeletionOptions options, StoredObject current)
    {
        if (options.Uid is { } uid && uid != current.Uid)
        {
            throw Refusals.PreconditionFailed(context.Resource, context.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({current.Uid}). "
                + "The object might have been deleted and then recreated");
        }

        if (options.Version is { } version && version != current.Version.ToString())
        {
            throw Refusals.PreconditionFailed(context.Resource, context.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({current.Version}). "
                + "The object might have been modified");
        }
    }
}
