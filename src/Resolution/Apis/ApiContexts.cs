using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Resolves the contexts of APIs.</summary>
internal static class ApiContexts
{
    /// <summary>The connection of the context that the API names, or null and a problem among the findings.</summary>
    public static async ValueTask<ApimConnection?> ConnectAsync(
        ContextResolver contexts, IResource api, NamespacedReference reference, Findings findings, CancellationToken ct)
    {
        var context = await contexts.ResolveAsync(reference, api.Metadata.Namespace, findings.Reads, ct).ConfigureAwait(false);
        if (context.TryGet(out var resolved, out var problem))
        {
            return resolved.Connection;
        }

        findings.Fail(problem with { Message = $"resource [{api.Metadata.Name}] references {problem.Message}" });
        return null;
    }
}
