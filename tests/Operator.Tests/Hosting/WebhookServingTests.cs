using System.Diagnostics.Metrics;
using System.Text;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Operator.Metrics;
using Gko.Testing;
using Gko.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests.Hosting;

/// <summary>Who provides the certificate, and who makes the API server trust it.</summary>
public sealed class WebhookServingTests : IAsyncDisposable
{
    private static readonly ObjectKey SecretKey = new("gko", "gko-webhook-cert");
    private static readonly ObjectKey Validating = new(null, "gko-validating-webhook-configurations");
    private static readonly ObjectKey Mutating = new(null, "gko-mutating-webhook-configurations");

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var task in _running)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
        await _services.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Announce_SelfSigned_PutsTheAuthorityIntoBothConfigurations()
    {
        PutConfigurations();
        using var serving = Serving(WebhookCertificateMode.SelfSigned);

        (await serving.AnnounceAsync(Ct)).ShouldBeTrue();
        (await serving.AnnounceAsync(Ct)).ShouldBeFalse();

        var authority = _cluster.Peek<Secret>(SecretKey)!.Data!["ca"];
        Bundles().ShouldBe([Encoding.UTF8.GetString(authority), Encoding.UTF8.GetString(authority)]);
    }

    [Fact]
    public async Task Announce_CertManager_LeavesTheConfigurationsToItsInjector()
    {
        PutConfigurations();
        PutSecret(await BundleAsync());
        using var serving = Serving(WebhookCertificateMode.CertManager);
        await serving.Certificates.RefreshAsync(Ct);

        (await serving.AnnounceAsync(Ct)).ShouldBeFalse();

        serving.Announces.ShouldBeFalse();
        serving.Certificates.Problem.ShouldBeNull();
        _cluster.Requests.ShouldAllBe(request => request == $"get secrets {SecretKey}");
    }

    [Fact]
    public async Task Announce_ExistingSecret_TakesItsAuthorities()
    {
        PutConfigurations();
        var bundle = await BundleAsync();
        PutSecret(bundle, withAuthorities: true);
        using var serving = Serving(WebhookCertificateMode.ExistingSecret);

        (await serving.AnnounceAsync(Ct)).ShouldBeTrue();

        Bundles().ShouldBe([bundle.Authorities, bundle.Authorities]);
        _cluster.Writes.ShouldNotContain(write => write.Contains("secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Announce_ExistingSecretWithoutAuthorities_LeavesTheConfigurationsAlone()
    {
        PutConfigurations();
        PutSecret(await BundleAsync());
        using var serving = Serving(WebhookCertificateMode.ExistingSecret);

        (await serving.AnnounceAsync(Ct)).ShouldBeFalse();

        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Running_ExistingSecretIsOfAnotherAuthority_TrustsBothAndServesTheNewOneWhenThatHasSettled()
    {
        PutConfigurations();
        var old = await BundleAsync();
        PutSecret(old, withAuthorities: true);
        using var serving = Serving(WebhookCertificateMode.ExistingSecret);
        await serving.Certificates.RefreshAsync(Ct);
        await serving.AnnounceAsync(Ct);
        var renewed = await BundleAsync();
        PutSecret(renewed, withAuthorities: true);

        await RunAsync(serving.KeepAnnouncedAsync);
        await serving.Certificates.RefreshAsync(Ct);
        await Eventually.TrueAsync(() => Bundles().TrueForAll(bundle => bundle == renewed.Authorities + old.Authorities));
        var during = Served(serving);
        _time.Advance(TimeSpan.FromSeconds(30));
        await serving.Certificates.RefreshAsync(Ct);

        during.ShouldBe(old.Certificate.Trim());
        Served(serving).ShouldBe(renewed.Certificate.Trim());
    }

    [Fact]
    public async Task Running_WithoutTheRightToWatch_RepairsADriftWithinAMinute()
    {
        PutConfigurations();
        using var serving = Serving(WebhookCertificateMode.SelfSigned);
        await serving.AnnounceAsync(Ct);
        await RunAsync(serving.KeepAnnouncedAsync);
        _cluster.Edit<MutatingWebhookConfiguration>(Mutating, stored => stored.Webhooks![0].ClientConfig!.CaBundle = null);

        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => Bundles()[1].Length > 0);
    }

    [Fact]
    public async Task Running_ConfigurationsMissing_GoesOnUntilTheyAreThere()
    {
        using var serving = Serving(WebhookCertificateMode.SelfSigned);
        await RunAsync(serving.KeepAnnouncedAsync);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _cluster.Requests.Contains($"get validatingwebhookconfigurations {Validating}"));
        PutConfigurations();

        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => Bundles().TrueForAll(bundle => bundle.Length > 0));
    }

    [Fact]
    public async Task Certificates_ForAnotherService_AreNoGood()
    {
        PutSecret(await BundleAsync("other.gko.svc"));
        using var serving = Serving(WebhookCertificateMode.CertManager);

        await serving.Certificates.RefreshAsync(Ct);

        serving.Certificates.Problem.ShouldBe("the certificate is not valid for gko-webhook.gko.svc");
    }

    private static string Served(WebhookServing serving) => serving.Certificates.Current!.TargetCertificate.ExportCertificatePem();

    private WebhookServing Serving(WebhookCertificateMode mode)
    {
        var options = new OperatorOptions
        {
            Webhook = new WebhookOptions
            {
                Enabled = true,
                CertificateMode = mode,
                CertificateSecretName = SecretKey.Name,
                Namespace = SecretKey.Namespace!,
                ServiceName = "gko-webhook",
            },
        };
        var metrics = new OperatorMetrics(options, _services.GetRequiredService<IMeterFactory>(), _time, NullLoggerFactory.Instance);
        return new WebhookServing(options, _cluster, metrics, _time, NullLoggerFactory.Instance);
    }

    private async Task RunAsync(Func<CancellationToken, Task> loop)
    {
        _running.Add(loop(_stop.Token));
        await _time.WaitForTimerAsync();
    }

    private async Task<CertificateBundle> BundleAsync(string name = "gko-webhook.gko.svc") =>
        await new SelfSignedAuthority(new SelfSignedOptions { Names = [name], Owner = "ca" }, null, _time, NullLogger<SelfSignedAuthority>.Instance)
            .EnsureAsync(Ct);

    private void PutSecret(CertificateBundle bundle, bool withAuthorities = false)
    {
        var data = new Dictionary<string, byte[]>
        {
            ["tls.crt"] = Encoding.UTF8.GetBytes(bundle.Certificate), ["tls.key"] = Encoding.UTF8.GetBytes(bundle.Key),
        };
        if (withAuthorities)
        {
            data["ca.crt"] = Encoding.UTF8.GetBytes(bundle.Authorities);
        }

        _cluster.Put(new Secret
        {
            Metadata = new ObjectMeta { Namespace = SecretKey.Namespace, Name = SecretKey.Name }, SecretType = "kubernetes.io/tls", Data = data,
        });
    }

    private void PutConfigurations()
    {
        _cluster.Put(new ValidatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Validating.Name }, Webhooks = [Webhook()] });
        _cluster.Put(new MutatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Mutating.Name }, Webhooks = [Webhook()] });
    }

    private static WebhookEntry Webhook() => new()
    {
        Name = "a.demo.io",
        ClientConfig = new WebhookClientConfig { Service = new WebhookServiceReference { Namespace = "gko", Name = "gko-webhook" } },
    };

    private List<string> Bundles() =>
    [
        Bundle(_cluster.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks!), Bundle(_cluster.Peek<MutatingWebhookConfiguration>(Mutating)!.Webhooks!),
    ];

    private static string Bundle(List<WebhookEntry> webhooks) => Encoding.UTF8.GetString(webhooks[0].ClientConfig!.CaBundle ?? []);
}
