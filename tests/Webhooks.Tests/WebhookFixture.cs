using Gko.Kubernetes.Admission;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests;

/// <summary>The admission of all kinds over a cluster and an APIM in memory. Set policy and scope before the first review.</summary>
internal sealed class WebhookFixture : IAsyncDisposable
{
    private readonly ClusterStores _stores;
    private ResolutionSet? _resolution;
    private WebhookSet? _webhooks;

    private WebhookFixture(FakeCluster cluster, ClusterStores stores) => (Cluster, _stores) = (cluster, stores);

    public FakeCluster Cluster { get; }

    public FakeApim Apim { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public AdmissionPolicy Policy { get; set; } = new();

    public WatchScope Scope { get; set; } = new([]);

    public ResolutionSet Resolution => _resolution ??= new(_stores, Cluster, Scope, templating: true, Time);

    public WebhookSet Webhooks => _webhooks ??= new(Policy, Scope, Cluster, Resolution, Apim, Time);

    public static async Task<WebhookFixture> CreateAsync()
    {
        var cluster = new FakeCluster();
        return new WebhookFixture(cluster, await cluster.WatchAllAsync());
    }

    public async Task<AdmissionVerdict> ReviewAsync<T>(AdmissionContext<T> request) where T : class =>
        await Webhooks.ValidatorOf<T>().ValidateAsync(request, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _resolution?.Dispose();
        return Cluster.DisposeAsync();
    }
}
