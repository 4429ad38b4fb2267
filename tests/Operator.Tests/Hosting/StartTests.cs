using System.Net;
using Gko.Testing;

namespace Gko.Operator.Tests.Hosting;

/// <summary>From the first moment to readiness.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private HostedOperator _operator = null!;

    public async ValueTask InitializeAsync() => _operator = await HostedOperator.PrepareAsync();

    public ValueTask DisposeAsync() => _operator.DisposeAsync();

    [Fact]
    public async Task ApiServerAway_ProbesNameWhatIsMissing_AndItBecomesReadyByItself()
    {
        _operator.WriteCertificate();
        await _operator.Server.StopAsync();

        await _operator.StartAsync();

        (await _operator.ProbeAsync("/healthz")).ShouldBe((HttpStatusCode.OK, "ok"));
        var (status, text) = await _operator.ProbeAsync("/readyz");
        status.ShouldBe(HttpStatusCode.InternalServerError);
        text.ShouldContain("[-]cache-apidefinitions.gravitee.io failed: not in sync yet");
        text.ShouldContain("[-]started failed: ");
        text.ShouldContain("[+]shutdown ok");
        await _operator.Server.StartAsync();
        await _operator.ReadyAsync();
        (await _operator.ProbeAsync("/readyz")).ShouldBe((HttpStatusCode.OK, "ok"));
    }

    [Fact]
    public async Task ApiServerAway_CrdsToApply_WaitsForTheServerInsteadOfGivingUp()
    {
        _operator.WriteCertificate();
        await _operator.Server.StopAsync();

        await _operator.StartAsync(options => options with { ApplyCrds = true });

        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz/started")).Text.Contains("applying the CRDs: ", StringComparison.Ordinal),
            "the probe says why the start takes long");
        await _operator.Server.StartAsync();
        await _operator.ReadyAsync();
    }

    [Fact]
    public async Task CertificateMissing_ItIsNotReadyAndDoesNotReconcile_UntilItIsThere()
    {
        await _operator.CreateApiAsync();

        await _operator.StartAsync();

        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz")).Text is var text
                && text.Contains("[+]cache-apidefinitions.gravitee.io ok", StringComparison.Ordinal)
                && text.Contains("[-]certificate failed: no certificate yet", StringComparison.Ordinal)
                && text.Contains("[-]started failed: waiting for the webhooks' certificate", StringComparison.Ordinal),
            "only the certificate is missing");
        _operator.Host.Ready.IsCompleted.ShouldBeFalse();
        _operator.Apim.Journal.Count.ShouldBe(0);
        _operator.WriteCertificate();
        await _operator.ReadyAsync();
        (await _operator.ProbeAsync("/readyz")).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(() => _operator.Apim.Apis.Count == 1);
    }

    [Fact]
    public async Task StopBeforeReady_ApiServerAway_EndsAtOnceWithoutAFailure()
    {
        await _operator.Server.StopAsync();
        await _operator.StartAsync(options => options with { ApplyCrds = true });

        await _operator.Host.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        _operator.Host.ExitCode.ShouldBe(0);
        _operator.Host.Ready.IsCanceled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/healthz?verbose", "[+]ping ok\n[+]operator ok\n[+]watchdog ok\n[+]leader-election ok\n[+]informers ok\nhealthz check passed\n")]
    [InlineData("/healthz/watchdog", "ok")]
    [InlineData("/readyz/shutdown", "ok")]
    [InlineData("/readyz?verbose&exclude=ping", "[+]ping excluded: ok\n[+]cache-apidefinitions.gravitee.io ok\n[+]cache-apiguardrails.gravitee.io ok\n[+]cache-apiresources.gravitee.io ok\n[+]cache-apiv4definitions.gravitee.io ok\n[+]cache-applications.gravitee.io ok\n[+]cache-configmaps ok\n[+]cache-dictionaries.gravitee.io ok\n[+]cache-documentations.gravitee.io ok\n[+]cache-groups.gravitee.io ok\n[+]cache-managementcontexts.gravitee.io ok\n[+]cache-namespaces ok\n[+]cache-notifications.gravitee.io ok\n[+]cache-portallinks.gravitee.io ok\n[+]cache-portallistings.gravitee.io ok\n[+]cache-portals.gravitee.io ok\n[+]cache-secrets ok\n[+]cache-sharedpolicygroups.gravitee.io ok\n[+]cache-subscriptions.gravitee.io ok\n[+]certificate ok\n[+]started ok\n[+]shutdown ok\nreadyz check passed\n")]
    public async Task Ready_Probes_AnswerAsThoseOfTheApiServer(string path, string expected)
    {
        _operator.WriteCertificate();
        await _operator.StartAsync();
        await _operator.ReadyAsync();

        (await _operator.ProbeAsync(path)).ShouldBe((HttpStatusCode.OK, expected));
    }

    [Fact]
    public async Task Ready_EachPortServesItsOwnOnly_WhateverTheHostHeaderSays()
    {
        _operator.WriteCertificate();
        await _operator.StartAsync();
        await _operator.ReadyAsync();

        // The API server names the Service, and kubectl port-forward a port of its own.
        (await _operator.ReviewAsync(host: "gko-webhook.gko.svc:443")).ShouldBe(HttpStatusCode.OK);
        (await _operator.GetAsync(_operator.Probes, "/healthz", host: "localhost:18081")).Status.ShouldBe(HttpStatusCode.OK);
        (await _operator.GetAsync(_operator.Webhooks, "/healthz", host: $"localhost:{_operator.Probes.Port}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
