using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model.Core;

namespace Gko.Resolution;

/// <summary>The caches of cluster-scoped objects that guardrails need, and that an operator without a cluster role may not read.</summary>
public sealed record GuardrailStores(IStore<ApiGuardrail> Guardrails, IStore<NamespaceMetadata> Namespaces)
{
    /// <summary>Asks for the informers; call it before they start.</summary>
    public static GuardrailStores Of(Informers informers)
    {
        // A cluster that brings its own CRDs may lack this one.
        var guardrails = informers.Configure<ApiGuardrail>(new InformerOptions { IsOptional = true });
        return new(guardrails, informers.Get<NamespaceMetadata>());
    }
}
