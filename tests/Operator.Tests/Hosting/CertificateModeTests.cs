using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests.Hosting;

/// <summary>Where the certificate comes from, as a chart's user would see it.</summary>
public sealed class CertificateModeTests : IAsyncLifetime
{
    private static readonly ObjectKey SecretKey = new("default", "gko-webhook-cert");
    private static readonly ObjectKey Validating = new(null, "gko-validating-webhook-configurations");
    private static readonly ObjectKey Mutating = new(null, "gko-mutating-webhook-configurations");

    private HostedOperator _operator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _operator = await HostedOperator.PrepareAsync();
        await _operator.Client.CreateAsync(
            new ValidatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Validating.Name }, Webhooks = [Webhook()] }, ct: Ct);
        await _operator.Client.CreateAsync(
            new MutatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Mutating.Name }, Webhooks = [Webhook()] }, ct: Ct);
    }

    public ValueTask DisposeAsync() => _operator.DisposeAsync();

    [Fact]
    public async Task SelfSigned_CaBundleIsReset_IsRepairedWithinSeconds()
    {
        await StartAsync(WebhookCertificateMode.SelfSigned);
        await _operator.ReadyAsync();
        var trusted = await CaBundleAsync();
        trusted.ShouldBe((await _operator.Client.GetAsync<Secret>(SecretKey, Ct)).Data!["ca"]);

        await _operator.Client.PatchAsync<ValidatingWebhookConfiguration>(
            Validating, Patch.Json([new JsonObject { ["op"] = "remove", ["path"] = "/webhooks/0/clientConfig/caBundle" }]), ct: Ct);

        await Eventually.TrueAsync(
            async () => (await CaBundleAsync())?.SequenceEqual(trusted!) == true, "the CA bundle is back", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task SelfSigned_SomebodyResetsItEachTime_RepairsBecomeRare()
    {
        await StartAsync(WebhookCertificateMode.SelfSigned);
        await _operator.ReadyAsync();
        var started = TimeProvider.System.GetTimestamp();

        for (var reset = 0; reset < 4; reset++)
        {
            await _operator.Client.PatchAsync<ValidatingWebhookConfiguration>(
                Validating, Patch.Json([new JsonObject { ["op"] = "remove", ["path"] = "/webhooks/0/clientConfig/caBundle" }]), ct: Ct);
            await Eventually.TrueAsync(async () => await CaBundleAsync() is not null, "the CA bundle is back");
        }

        // One, two and four seconds, less a fifth at most.
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public async Task SelfSigned_SecretIsDeleted_ComesBackAsItWas()
    {
        await StartAsync(WebhookCertificateMode.SelfSigned);
        await _operator.ReadyAsync();
        var before = (await _operator.Client.GetAsync<Secret>(SecretKey, Ct)).Data!["cert"];

        await _operator.Client.DeleteAsync<Secret>(SecretKey, ct: Ct);
        await _operator.Client.PatchAsync<ValidatingWebhookConfiguration>(
            Validating, Patch.Merge(JsonNode.Parse("""{"metadata":{"labels":{"touched":"yes"}}}""")!), ct: Ct);

        await Eventually.TrueAsync(
            async () => (await _operator.Client.FindAsync<Secret>(SecretKey, Ct))?.Data!["cert"].SequenceEqual(before) == true, "the Secret is back");
    }

    [Fact]
    public async Task SelfSigned_SecretOfSomebodyElse_IsLeftAlone_AndReadinessSaysWhy()
    {
        var secret = await PutSecretAsync("gko-webhook.default.svc");

        await StartAsync(WebhookCertificateMode.SelfSigned);

        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz/certificate")).Text.Contains(
                "Secret default/gko-webhook-cert holds other entries (tls.crt, tls.key) and is not managed by gko.", StringComparison.Ordinal),
            "the probe names the Secret");
        (await _operator.Client.GetAsync<Secret>(SecretKey, Ct)).Metadata.ResourceVersion.ShouldBe(secret.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task CertManager_SecretComesLater_IsServed_AndCaBundlesAreLeftAlone()
    {
        await StartAsync(WebhookCertificateMode.CertManager);
        await Eventually.TrueAsync(
            async () => (await _operator.ProbeAsync("/readyz/certificate")).Text.Contains("no certificate yet", StringComparison.Ordinal), "it is not ready");

        await PutSecretAsync("gko-webhook.default.svc");

        await _operator.ReadyAsync();
        (await _operator.ProbeAsync("/readyz")).ShouldBe((HttpStatusCode.OK, "ok"));
        (await CaBundleAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task ExistingSecret_ForAnotherService_IsNotReady()
    {
        await PutSecretAsync("other.default.svc");

        await StartAsync(WebhookCertificateMode.ExistingSecret);
        await _operator.ReadyAsync();

        (await _operator.ProbeAsync("/readyz/certificate")).ShouldBe((
            HttpStatusCode.InternalServerError, "certificate failed: the certificate is not valid for gko-webhook.default.svc\n"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SelfSigned_FiveReplicasAtOnce_EndWithOneCertificate(bool secretOfTheChart)
    {
        if (secretOfTheChart)
        {
            await _operator.Client.CreateAsync(new Secret { Metadata = Meta() }, ct: Ct);
        }

        var options = new SelfSignedOptions { Names = ["gko-webhook.default.svc"], Owner = "gko", Secret = SecretKey };
        var replicas = Enumerable.Range(0, 5)
            .Select(_ => new SelfSignedAuthority(options, _operator.Client, TimeProvider.System, NullLogger<SelfSignedAuthority>.Instance));

        var bundles = await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.EnsureAsync(Ct))));

        bundles.Select(bundle => bundle.Authorities).Distinct().ShouldHaveSingleItem();
        bundles.Select(bundle => bundle.Certificate).Distinct().ShouldHaveSingleItem();
        bundles.Select(bundle => bundle.Key).Distinct().ShouldHaveSingleItem();
    }

    private Task StartAsync(WebhookCertificateMode mode) => _operator.StartAsync(options => options with
    {
        Webhook = options.Webhook with
        {
            CertificateMode = mode,
            CertificateSecretName = SecretKey.Name,
            Namespace = SecretKey.Namespace!,
            ServiceName = "gko-webhook",
        },
    });

    private async Task<byte[]?> CaBundleAsync() =>
        (await _operator.Client.GetAsync<ValidatingWebhookConfiguration>(Validating, Ct)).Webhooks![0].ClientConfig!.CaBundle;

    /// <summary>As cert-manager keeps them.</summary>
    private async Task<Secret> PutSecretAsync(string name)
    {
        var issuer = new SelfSignedAuthority(
            new SelfSignedOptions { Names = [name], Owner = "ca" }, null, TimeProvider.System, NullLogger<SelfSignedAuthority>.Instance);
        var bundle = await issuer.EnsureAsync(Ct);
        return await _operator.Client.CreateAsync(
            new Secret
            {
                Metadata = Meta(),
                SecretType = "kubernetes.io/tls",
                Data = new() { ["tls.crt"] = Encoding.UTF8.GetBytes(bundle.Certificate), ["tls.key"] = Encoding.UTF8.GetBytes(bundle.Key) },
            },
            ct: Ct);
    }

    private static ObjectMeta Meta() => new() { Namespace = SecretKey.Namespace, Name = SecretKey.Name };

    // In a namespace where nothing happens, so that nobody is asked.
    private static WebhookEntry Webhook() => new()
    {
        Name = "v1alpha1.gravitee.io.apidefinition",
        SideEffects = "None",
        AdmissionReviewVersions = ["v1"],
        ClientConfig = new WebhookClientConfig { Service = new WebhookServiceReference { Namespace = "default", Name = "gko-webhook" } },
    };
}
