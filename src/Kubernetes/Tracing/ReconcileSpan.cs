using System.Diagnostics;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tracing;

/// <summary>The span of one reconcile. All of it is null, and costs nothing, while nobody listens.</summary>
internal static class ReconcileSpan
{
    /// <summary>
    /// Begins a span as a child of the latest admission that led to this generation; earlier ones, merged with it, are linked.
    /// </summary>
    public static Activity? Start(string controller, IResource resource, string reconcileId, TraceLinks? links)
    {
        if (!KubernetesTracing.Source.HasListeners())
        {
            return null;
        }

        var admissions = links?.Find(resource.Metadata.Uid, resource.Metadata.Generation) ?? [];
        var activity = KubernetesTracing.Source.StartActivity(
            $"reconcile {controller}",
            ActivityKind.Consumer,
            admissions.Count > 0 ? admissions[^1] : default,
            links: admissions.SkipLast(1).Select(earlier => new ActivityLink(earlier)));
        activity?
            .SetTag("controller", controller)
            .SetTag("k8s.namespace.name", resource.Metadata.Namespace)
            .SetTag("k8s.object.name", resource.Metadata.Name)
            .SetTag("k8s.object.generation", resource.Metadata.Generation)
            .SetTag("reconcile.id", reconcileId);
        return activity;
    }

    /// <summary>Tells how the attempt ended; one that leaves nothing to do settles the admissions it belongs to.</summary>
    public static void Finish(Activity? activity, string result, bool isDone, bool failed, IResource resource, TraceLinks? links)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("reconcile.result", result);
        if (failed)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }

        if (isDone)
        {
            links?.Settle(resource.Metadata.Uid, resource.Metadata.Generation);
        }
    }
}
