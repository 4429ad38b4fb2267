using System.Net;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Testing;

namespace Gko.Operator.Tests.Hosting;

/// <summary>From the request to stop, or the moment when it cannot go on, to the end.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private static readonly ObjectKey LeaseKey = new("default", LeaseNames.LeaderElection);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private HostedOperator _operator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _operator = await HostedOperator.PrepareAsync();
        _operator.WriteCertificate();
    }

    public ValueTask DisposeAsync() => _operator.DisposeAsync();

    [Fact]
    public async Task WorkUnderWay_IsFinished_WhileProbesAndWebhooksAnswer()
    {
        using var slow = _operator.Apim.Faults.Add(new Fault { Method = "PUT", Delay = TimeSpan.FromSeconds(2) });
        await StartReconcilingAsync(options => options);

        var stopping = _operator.Host.StopAsync(Ct);

        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz")).Text.Contains("[-]shutdown failed: process is shutting down", StringComparison.Ordinal),
            "no new requests are asked for");
        (await _operator.ReviewAsync()).ShouldBe(HttpStatusCode.OK);
        (await _operator.ProbeAsync("/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();
        await stopping.WaitAsync(Patience, Ct);
        _operator.Host.ExitCode.ShouldBe(0);
        await ShouldBeSyncedAsync();
        (await HolderAsync()).ShouldBe("");
        await Should.ThrowAsync<HttpRequestException>(() => _operator.ReviewAsync());
    }

    [Fact]
    public async Task WorkUnderWay_HangsForever_IsAbortedAfterTheDrain()
    {
        using var stuck = _operator.Apim.Faults.Add(new Fault { Method = "PUT", Delay = Timeout.InfiniteTimeSpan });
        await StartReconcilingAsync(options => options with
        {
            DrainTimeout = TimeSpan.FromSeconds(0.5),
            Apim = new ApimClientOptions { TimeoutSeconds = 0 },
        });

        await _operator.Host.StopAsync(Ct).WaitAsync(Patience, Ct);

        _operator.Host.ExitCode.ShouldBe(0);
        (await HolderAsync()).ShouldBe("");
    }

    [Fact]
    public async Task NothingUnderWay_WebhooksAnswerAWhileLonger()
    {
        await _operator.StartAsync(options => options with { Webhook = options.Webhook with { ServeAfterStop = TimeSpan.FromSeconds(3) } });
        await _operator.ReadyAsync();

        var stopping = _operator.Host.StopAsync(Ct);

        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz/shutdown")).Status is HttpStatusCode.InternalServerError, "the endpoint is taken out");
        (await _operator.ReviewAsync()).ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();
        await stopping.WaitAsync(Patience, Ct);
    }

    [Fact]
    public async Task Events_OfTheLastMoment_AreWritten()
    {
        using var slow = _operator.Apim.Faults.Add(new Fault { Method = "PUT", Delay = TimeSpan.FromSeconds(0.5) });
        await StartReconcilingAsync(options => options);

        await _operator.Host.StopAsync(Ct).WaitAsync(Patience, Ct);

        var events = await _operator.Client.ListPageAsync<CoreEvent>("default", new ListOptions(), Ct);
        events.Items.Select(item => item.Reason).ShouldContain(EventReasons.UpdateSucceeded);
    }

    [Fact]
    public async Task ApiServerAway_EndsInTime()
    {
        await _operator.CreateApiAsync();
        await StartAsync(options => options);
        await Eventually.TrueAsync(() => _operator.Apim.Apis.Count == 1);
        await _operator.Server.StopAsync(Ct);

        await _operator.Host.StopAsync(Ct).WaitAsync(TimeSpan.FromSeconds(40), Ct);

        _operator.Host.ExitCode.ShouldBe(0);
        await _operator.Server.StartAsync(Ct);
    }

    [Fact]
    public async Task LeaseTakenOver_StopsByItselfWithAnError()
    {
        await StartAsync(options => options with { Lease = new LeaseOptions { RetryPeriod = TimeSpan.FromSeconds(1) } });
        await Eventually.TrueAsync(async () => await HolderAsync() is { Length: > 0 }, "it leads");
        await StealAsync();

        await _operator.Host.Stopped.WaitAsync(Patience, Ct);

        _operator.Host.ExitCode.ShouldBe(1);
        (await HolderAsync()).ShouldBe("usurper");
    }

    private Task StartAsync(Func<OperatorOptions, OperatorOptions> change) => StartAndWaitAsync(
        options => change(options with { LeaderElection = true, PodNamespace = LeaseKey.Namespace }));

    private async Task StartAndWaitAsync(Func<OperatorOptions, OperatorOptions> change)
    {
        await _operator.StartAsync(change);
        await _operator.ReadyAsync();
    }

    /// <summary>Returns while the first call to APIM is under way.</summary>
    private async Task StartReconcilingAsync(Func<OperatorOptions, OperatorOptions> change)
    {
        await StartAsync(change);
        await _operator.CreateApiAsync();
        await Eventually.TrueAsync(() => _operator.Apim.Journal.Since().Any(call => call.Method == "PUT"), Patience);
    }

    private async Task ShouldBeSyncedAsync()
    {
        var api = await _operator.Client.GetAsync<ApiDefinition>(new ObjectKey("default", "api"), Ct);
        Conditions.IsTrue(api.Status?.Conditions, ConditionTypes.Ready).ShouldBeTrue();
    }

    private async Task<string?> HolderAsync() => (await _operator.Client.FindAsync<Lease>(LeaseKey, Ct))?.Spec?.HolderIdentity;

    private async Task StealAsync()
    {
        var patch = Patch.Merge(System.Text.Json.Nodes.JsonNode.Parse("""{"spec":{"holderIdentity":"usurper"}}""")!);
        await _operator.Client.PatchAsync<Lease>(LeaseKey, patch, null, Ct);
    }
}
