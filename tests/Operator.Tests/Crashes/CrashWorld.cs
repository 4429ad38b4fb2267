using Gko.Apim.Client;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Tests.Hosting;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Crashes;

/// <summary>An API server and an APIM in which scenarios play, each run in a namespace of its own.</summary>
public sealed class CrashWorld : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ApimClientOptions ApimOptions = new() { MaxConnectionsPerContext = 64, MaxConcurrentRequests = 128 };

    private readonly ApimHttpClientPool _pool = new(ApimOptions, TimeProvider.System, NullLogger<ApimHttpClientPool>.Instance);
    private readonly SemaphoreSlim _slots = new(6);
    private HostedOperator _surroundings = null!;
    private ApimClient _apim = null!;

    private KubeClient Client => _surroundings.Client;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _surroundings = await HostedOperator.PrepareAsync();
        _apim = new ApimClient(_pool, TimeProvider.System, NullLogger<ApimClient>.Instance);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _surroundings.DisposeAsync();
        _pool.Dispose();
        _slots.Dispose();
    }

    /// <summary>Plays the scenario once without a crash and then with one before and after each effect that it had.</summary>
    /// <returns>The effects.</returns>
    internal async Task<IReadOnlyList<string>> PlayAsync(CrashScenario scenario)
    {
        var effects = await PlayAsync(scenario, $"{scenario.Name}-0", killAt: 0, afterwards: false);
        await Task.WhenAll(Enumerable.Range(1, effects.Count).SelectMany(n => new[]
        {
            PlayAsync(scenario, $"{scenario.Name}-{n}a", n, afterwards: false),
            PlayAsync(scenario, $"{scenario.Name}-{n}b", n, afterwards: true),
        }));
        return effects;
    }

    private async Task<IReadOnlyList<string>> PlayAsync(CrashScenario scenario, string ns, int killAt, bool afterwards)
    {
        await _slots.WaitAsync();
        try
        {
            await Client.CreateAsync(new Namespace { Metadata = new() { Name = ns } });
            await CreateContextAsync(ns);
            IReadOnlyList<string> effects;
            await using (var first = await MortalOperator.StartAsync(Client, _apim, ns))
            {
                await Eventually.TrueAsync(() => IsContextReadyAsync(ns), $"{ns}: the context is ready", Patience);
                await PrepareAsync(scenario, ns);
                first.Life.Arm(killAt, afterwards);
                await scenario.Act(Client, ns);
                await Eventually.TrueAsync(
                    async () => first.Life.Died.IsCompleted || await IsSettledAsync(scenario, ns), $"{ns}: done or killed", Patience);
                effects = first.Life.Effects;
            }

            await (scenario.WhileDown?.Invoke(Client, ns) ?? Task.CompletedTask);
            await using var second = await MortalOperator.StartAsync(Client, _apim, ns);
            await Eventually.TrueAsync(() => IsAtEndAsync(scenario, ns), $"{ns}: all is well after {string.Join(", ", effects)}", Patience);
            return effects;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task PrepareAsync(CrashScenario scenario, string ns)
    {
        if (scenario.Prepare is { } prepare)
        {
            await prepare(Client, ns);
            await Eventually.TrueAsync(() => IsThereAsync(scenario, ns, scenario.ConfigMapBefore), $"{ns}: prepared", Patience);
        }
    }

    private Task<bool> IsSettledAsync(CrashScenario scenario, string ns) => scenario is { WhileDown: not null } or { Gone: false }
        ? IsThereAsync(scenario, ns, scenario.ConfigMap)
        : IsGoneAsync(scenario, ns);

    private Task<bool> IsAtEndAsync(CrashScenario scenario, string ns) => scenario.Gone
        ? IsGoneAsync(scenario, ns)
        : IsThereAsync(scenario, ns, scenario.ConfigMap);

    /// <summary>The API is ready as it is now, APIM has it once and under the id that its status says, and gateways have it or not.</summary>
    private async Task<bool> IsThereAsync(CrashScenario scenario, string ns, bool configMap)
    {
        var (api, key) = (await FindApiAsync(scenario, ns), new ObjectKey(ns, ns));
        return api is { CommonStatus: { } status }
            && IsReady(api, status)
            && InApim(ns) is [{ } known] && known.Id == status.Id
            && VersionOf(known) == api.CommonSpec!.Version
            && await Client.FindAsync<ConfigMap>(key) is not null == configMap;
    }

    private async Task<bool> IsGoneAsync(CrashScenario scenario, string ns) =>
        await FindApiAsync(scenario, ns) is null
        && InApim(ns).Count == 0
        && await Client.FindAsync<ConfigMap>(new ObjectKey(ns, ns)) is null
        && (!scenario.ContextGoes || await Client.FindAsync<ManagementContext>(new ObjectKey(ns, "ctx")) is null)
        && await Client.FindAsync<ApiResource>(new ObjectKey(ns, "cache")) is null;

    private async Task<IApi?> FindApiAsync(CrashScenario scenario, string ns) => scenario.IsV4
        ? await Client.FindAsync<ApiV4Definition>(new ObjectKey(ns, ns))
        : await Client.FindAsync<ApiDefinition>(new ObjectKey(ns, ns));

    private static bool IsReady(IApi api, ApiStatus status) =>
        Conditions.IsTrue(status.Conditions, ConditionTypes.Ready) && status.ObservedGeneration == api.Metadata.Generation;

    private async Task<bool> IsContextReadyAsync(string ns) => Conditions.IsTrue(
        (await Client.GetAsync<ManagementContext>(new ObjectKey(ns, "ctx"))).Status?.Conditions, ConditionTypes.Ready);

    private List<ApiSummary> InApim(string name) =>
        [.. _surroundings.Apim.Summarize().SelectMany(environment => environment.Apis).Where(api => api.Name == name)];

    private string? VersionOf(ApiSummary api)
    {
        var view = _surroundings.Apim.FindApi(api.Id);
        return (view?["apiVersion"] ?? view?["version"])?.GetValue<string>();
    }

    private Task CreateContextAsync(string ns) => Client.CreateAsync(AContext("ctx", ns).With(spec =>
    {
        spec.BaseUrl = _surroundings.Apim.Url.ToString();
        spec.OrganizationId = "DEFAULT";
        spec.EnvironmentId = "DEFAULT";
        spec.Auth = new Auth { BearerToken = DevManagementApi.DefaultToken };
    }).Build());
}
