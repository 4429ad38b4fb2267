using Gko.Kubernetes.Client;

namespace Gko.Resolution;

/// <summary>Everything that says what objects mean in this cluster, wired together; one for the process.</summary>
public sealed class ResolutionSet : IDisposable
{
    /// <inheritdoc cref="ResolutionSet"/>
    /// <param name="stores">The caches.</param>
    /// <param name="client">Reads what the caches do not have.</param>
    /// <param name="scope">The namespaces that may be read.</param>
    /// <param name="templating">Whether <c>[[ … ]]</c> in specs is evaluated.</param>
    /// <param name="time">The clock.</param>
    public ResolutionSet(ClusterStores stores, IKubeClient client, WatchScope scope, bool templating, TimeProvider time)
    {
        Stores = stores;
        Sources = new ClusterSources(client, stores.Secrets, stores.ConfigMaps, time);
        Templates = new SpecTemplates(Sources, templating);
        Contexts = new ContextResolver(stores.Contexts, client, scope, Sources, Templates);
        Hrids = new HridOwners(stores, Contexts);
        Paths = new PathClaims(stores.Apis, stores.V4Apis, client, scope, time);
        Usage = new UsageIndex(stores);
        Lookups = new ObjectLookups(stores, client, scope);
        PolicyGroupIds = new PolicyGroupIds(stores.PolicyGroups, Contexts);
        var references = new ApiReferences(Lookups, Templates);
        Apis = new ApiDefinitionResolver(Contexts, Templates, references, Dependencies);
        V4Apis = new ApiV4DefinitionResolver(Contexts, Templates, references, Hrids.V4Apis, Dependencies);
        Resources = new ApiResourceResolver(Templates, Dependencies);
        Guardrails = new Guardrails(stores.Guardrails, new PolicyGroupSource(stores.PolicyGroups, Lookups.PolicyGroups), Templates, client);
    }

    /// <summary>The caches.</summary>
    public ClusterStores Stores { get; }

    /// <summary>Secrets and ConfigMaps, read on demand.</summary>
    public ClusterSources Sources { get; }

    /// <summary>Templates in specs.</summary>
    public SpecTemplates Templates { get; }

    /// <summary>Objects that APIs refer to, one by one.</summary>
    public ObjectLookups Lookups { get; }

    /// <summary>SharedPolicyGroups that steps of flows name by ids.</summary>
    public PolicyGroupIds PolicyGroupIds { get; }

    /// <summary>Who has to be looked at again when something changes.</summary>
    public DependencyIndex Dependencies { get; } = new();

    /// <summary>ManagementContexts.</summary>
    public ContextResolver Contexts { get; }

    /// <summary>v2 APIs.</summary>
    public ApiDefinitionResolver Apis { get; }

    /// <summary>v4 APIs.</summary>
    public ApiV4DefinitionResolver V4Apis { get; }

    /// <summary>ApiResources.</summary>
    public ApiResourceResolver Resources { get; }

    /// <summary>Addresses that APIs of both versions claim.</summary>
    public PathClaims Paths { get; }

    /// <summary>Who has which human-readable id in APIM.</summary>
    public HridOwners Hrids { get; }

    /// <summary>What administrators demand of APIs.</summary>
    public Guardrails Guardrails { get; }

    /// <summary>Who refers to an object.</summary>
    public UsageIndex Usage { get; }

    /// <inheritdoc/>
    public void Dispose() => Sources.Dispose();
}
