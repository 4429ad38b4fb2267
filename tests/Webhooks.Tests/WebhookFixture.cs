using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests;

/// <summary>The admission of both kinds over a cluster and an APIM in memory. Set policy and scope before the first review.</summary>
internal sealed class WebhookFixture : IAsyncDisposable
{
    private readonly ClusterStores _stores;
    private ResolutionSet? _resolution;
    private ApiDefinitionAdmission? _apiAdmission;
    private ManagementContextAdmission? _contextAdmission;

    private WebhookFixture(FakeCluster cluster, ClusterStores stores) => (Cluster, _stores) = (cluster, stores);

    public FakeCluster Cluster { get; }

    public FakeApim Apim { get; } = new();

    public AdmissionPolicy Policy { get; set; } = new();

    public WatchScope Scope { get; set; } = new([]);

    private ResolutionSet Resolution => _resolution ??= new(_stores, Cluster, Scope, templating: true, new FakeTimeProvider());

    private ApiDefinitionAdmission Apis => _apiAdmission ??= new(
        Policy, Scope, Resolution, Apim, new CrossNamespaceAccess(Cluster, Policy));

    private ManagementContextAdmission ManagementContexts => _contextAdmission ??= new(
        Policy, Scope, Resolution.Contexts, Resolution.Usage, Apim, new CrossNamespaceAccess(Cluster, Policy));

    public static async Task<WebhookFixture> CreateAsync()
    {
        var cluster = new FakeCluster();
        return new WebhookFixture(cluster, await cluster.WatchAllAsync());
    }

    public async Task<AdmissionVerdict> ReviewAsync(AdmissionContext<ApiDefinition> request) =>
        await Apis.ValidateAsync(request, CancellationToken.None);

    /// <summary>What v4 APIs are told of guardrails.</summary>
    public GuardrailReview Guardrails => new(Resolution.Guardrails);

    public async Task<AdmissionVerdict> ReviewAsync(AdmissionContext<ManagementContext> request) =>
        await ManagementContexts.ValidateAsync(request, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _resolution?.Dispose();
        return Cluster.DisposeAsync();
    }
}
