using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>Releases Secrets or ConfigMaps that upstream marked on behalf of kinds which this operator has taken over.</summary>
internal sealed partial class UpstreamMarksReconciler<T>(IKubeClient client, ILogger<UpstreamMarksReconciler<T>> logger) : IReconciler<T>
    where T : class, IResource<T>
{
    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken ct)
    {
        if (!UpstreamMarks.AreOn(resource))
        {
            return ReconcileResult.Done;
        }

        var key = ObjectKey.Of(resource);
        try
        {
            await ReleaseAsync(key, resource, ct).ConfigureAwait(false);
            Log.Released(logger, T.Type.Kind, key);
        }
        catch (KubeApiException error) when (error.IsNotFound)
        {
            // Gone, and its marks with it.
        }

        return ReconcileResult.Done;
    }

    private async Task ReleaseAsync(ObjectKey key, T resource, CancellationToken ct)
    {
        var current = UpstreamMarks.Annotations(resource) is { Count: > 0 } changes
            ? await client.PatchAsync<T>(key, Patch.Merge(Body(resource, changes)), null, ct).ConfigureAwait(false)
            : resource;
        foreach (var finalizer in UpstreamMarks.FinalizersToRemove(resource))
        {
            if (current is not null)
            {
                current = await Finalizers.RemoveAsync(client, current, finalizer, ct).ConfigureAwait(false);
            }
        }
    }

    // Bound to the version that was looked at, so that a mark set meanwhile is looked at first.
    private static JsonObject Body(T resource, IReadOnlyDictionary<string, string?> changes)
    {
        var annotations = new JsonObject();
        foreach (var (name, value) in changes)
        {
            annotations[name] = value;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = resource.Metadata.ResourceVersion, ["annotations"] = annotations },
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Kind} {Key} is released: annotations and finalizers of the operator before are gone")]
        public static partial void Released(ILogger logger, string kind, ObjectKey key);
    }
}
