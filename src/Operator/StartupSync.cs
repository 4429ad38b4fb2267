using System.Collections.Concurrent;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>With <c>RECONCILE_STRATEGY=always</c>, each object is due once after a start, also when nothing changed.</summary>
internal sealed class StartupSync(bool always)
{
    private readonly ConcurrentDictionary<string, byte> _done = new(StringComparer.Ordinal);

    public bool IsDue(IResource resource) => always && !_done.ContainsKey(resource.Metadata.Uid ?? "");

    public void Done(IResource resource)
    {
        if (always)
        {
            _done.TryAdd(resource.Metadata.Uid ?? "", 0);
        }
    }
}
