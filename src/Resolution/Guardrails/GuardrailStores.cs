using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model.Core;

namespace Gko.Resolution;

/// <summary>The caches of cluster-scoped objects that guardrails need, and that an operator without a cluster role may not read.</summary>
public sealed record GuardrailStores(IStore<ApiGuardrail> Guardrails, IStore<NamespaceMetadata> Namespaces)
{
    /// <summary>Asks for the informers; call it before they start.</summary>
    /// <param name="informers">The process's informers.</param>
    /// <param name="isAskedFor">
    /// Whether somebody counts on guardrails, so that the start has to wait for the right to read them. Otherwise an account
    /// that lacks it, such as one made for upstream, works without them.
    /// </param>
    public static GuardrailStores Of(Informers informers, bool isAskedFor)
    {
        var options = new InformerOptions { MayBeForbidden = !isAskedFor };

        // A cluster that brings its own CRDs may lack this one.
        var guardrails = informers.Configure<ApiGuardrail>(options with { IsOptional = true });
        return new(guardrails, informers.Configure<NamespaceMetadata>(options));
    }
}
