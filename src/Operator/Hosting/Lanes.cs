using Gko.Contracts;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator.Hosting;

/// <summary>How objects share the workers of their controller.</summary>
internal static class Lanes
{
    /// <summary>
    /// An object waits for the APIM of its context, and namespaces take turns there. One without a context waits for nobody but
    /// the API server: its namespace stands in.
    /// </summary>
    public static QueueLane ByContext(IResource resource, NamespacedReference? context)
    {
        var ns = resource.Metadata.Namespace ?? "";
        return new QueueLane(context is { Name.Length: > 0 } ? References.Target(context, ns).ToString() : ns, ns);
    }

    /// <summary>
    /// A context alone gets as many workers as are configured; one more is there for the others, who would wait for the time-outs
    /// of all if its APIM hung.
    /// </summary>
    public static int WorkersFor(int concurrency) => concurrency + 1;
}
