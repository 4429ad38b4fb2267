using Gko.Apim.Client;
using Gko.Kubernetes.Client;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>What the reviews of all kinds share.</summary>
internal sealed class ReviewServices
{
    public ReviewServices(
        AdmissionPolicy policy, WatchScope scope, IKubeClient client, ResolutionSet resolution, IApimClient apim, TimeProvider time)
    {
        (Policy, Scope, Resolution, Apim, Time) = (policy, scope, resolution, apim, time);
        Access = new CrossNamespaceAccess(client, policy, time);
        References = new ReferenceReview(Access, scope);
        Contexts = new ContextReview(References, resolution.Contexts);
        Templates = new TemplateReview(resolution.Templates, Access, policy);
        DryRuns = new DryRuns(policy, time);
        Imports = new ImportReview(apim, DryRuns);
        Referred = new ReferredContexts(References, resolution.Lookups, resolution.Templates);
    }

    /// <summary>What is refused and what is only warned of.</summary>
    public AdmissionPolicy Policy { get; }

    /// <summary>The namespaces that this operator looks after.</summary>
    public WatchScope Scope { get; }

    /// <summary>What objects mean in this cluster.</summary>
    public ResolutionSet Resolution { get; }

    /// <summary>APIM, for dry runs.</summary>
    public IApimClient Apim { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether authors may read what they refer to in other namespaces.</summary>
    public CrossNamespaceAccess Access { get; }

    /// <summary>Follows references to single objects.</summary>
    public ReferenceReview References { get; }

    /// <summary>Follows references to ManagementContexts up to a connection.</summary>
    public ContextReview Contexts { get; }

    /// <summary>Evaluates templates.</summary>
    public TemplateReview Templates { get; }

    /// <summary>Asks APIM what it would say, within the time that is left.</summary>
    public DryRuns DryRuns { get; }

    /// <summary>Asks APIM about objects of all kinds but APIs.</summary>
    public ImportReview Imports { get; }

    /// <summary>Finds the contexts of objects that have none of their own.</summary>
    public ReferredContexts Referred { get; }
}
