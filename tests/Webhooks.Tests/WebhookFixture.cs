using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Caching;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests;

/// <summary>The admission of both kinds over a cluster and an APIM in memory. Set policy and scope before the first review.</summary>
internal sealed class WebhookFixture : IAsyncDisposable
{
    private readonly Informer<ApiDefinition> _apis;
    private readonly Informer<ManagementContext> _contexts;
    private ApiDefinitionAdmission? _apiAdmission;
    private ManagementContextAdmission? _contextAdmission;

    private WebhookFixture(FakeCluster cluster, Informer<ApiDefinition> apis, Informer<ManagementContext> contexts)
    {
        Cluster = cluster;
        _apis = apis;
        _contexts = contexts;
    }

    public FakeCluster Cluster { get; }

    public FakeApim Apim { get; } = new();

    public AdmissionPolicy Policy { get; set; } = new();

    public WatchScope Scope { get; set; } = new([]);

    private ApiDefinitionAdmission Apis => _apiAdmission ??= new(
        Policy, Scope, Contexts, new ApiDefinitionResolver(Contexts, templating: true),
        new PathClaims(_apis, Cluster, Scope, new FakeTimeProvider()), Apim, new CrossNamespaceAccess(Cluster, Policy));

    private ManagementContextAdmission ManagementContexts => _contextAdmission ??= new(
        Policy, Scope, Contexts, _apis, Apim, new CrossNamespaceAccess(Cluster, Policy));

    private ContextResolver Contexts => new(_contexts, Cluster, Scope, templating: true);

    public static async Task<WebhookFixture> CreateAsync()
    {
        var cluster = new FakeCluster();
        return new WebhookFixture(
            cluster,
            await cluster.WatchAsync(ApiDefinitionIndexes.ByContext, ApiDefinitionIndexes.ByPath),
            await cluster.WatchAsync<ManagementContext>());
    }

    public async Task<AdmissionVerdict> ReviewAsync(AdmissionContext<ApiDefinition> request) =>
        await Apis.ValidateAsync(request, CancellationToken.None);

    public async Task<AdmissionVerdict> ReviewAsync(AdmissionContext<ManagementContext> request) =>
        await ManagementContexts.ValidateAsync(request, CancellationToken.None);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
