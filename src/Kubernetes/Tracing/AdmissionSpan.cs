using System.Diagnostics;
using Gko.Kubernetes.Admission;
using Microsoft.AspNetCore.Http;

namespace Gko.Kubernetes.Tracing;

/// <summary>The span of one admission request. All of it is null, and costs nothing, while nobody listens.</summary>
internal static class AdmissionSpan
{
    /// <summary>Begins a span that continues the API server's trace, if it sends one.</summary>
    public static Activity? Start(string path, AdmissionRequest request, IHeaderDictionary headers)
    {
        if (!KubernetesTracing.Source.HasListeners())
        {
            return null;
        }

        // The web server has an activity of its own, which is not recorded: as a parent it would keep this one from being so.
        Activity.Current = null;
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var parent);
        return KubernetesTracing.Source.StartActivity($"admission {path}", ActivityKind.Server, parent)?
            .SetTag("k8s.admission.uid", request.Uid)
            .SetTag("k8s.admission.operation", request.Operation)
            .SetTag("k8s.admission.dry_run", request.DryRun)
            .SetTag("k8s.namespace.name", request.Namespace)
            .SetTag("k8s.object.name", request.Name);
    }

    /// <summary>Tells how the request was answered.</summary>
    public static void Finish(Activity? activity, AdmissionAnswer answer)
    {
        activity?.SetTag("k8s.admission.allowed", answer.Denial is null);
        if (answer.Denial is { Code: >= 500 } failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Reason);
        }
    }
}
