using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Charts.Tests.Webhooks;

public sealed class CertificateTests
{
    [Fact]
    public async Task Secret_SelfSigned_IsEmptySoThatTheOperatorFillsIt()
    {
        var secret = (await Chart.RenderAsync()).One("Secret", "gko-webhook-cert");

        secret.At("data").ShouldBeNull();
        secret.At("stringData").ShouldBeNull();
    }

    [Theory]
    [InlineData("manager.webhook.cert.create=false")]
    [InlineData("manager.webhook.cert.mode=certManager")]
    [InlineData("manager.webhook.cert.mode=existingSecret")]
    public async Task Secret_MadeByOthers_IsLeftOut(string set) => (await Chart.RenderAsync(set)).Of("Secret").ShouldBeEmpty();

    [Theory]
    [InlineData("selfSigned")]
    [InlineData("certManager")]
    [InlineData("existingSecret")]
    public async Task Environment_InEachMode_TellsTheOperator(string mode)
    {
        var rendered = await Chart.RenderAsync($"manager.webhook.cert.mode={mode}", "manager.webhook.cert.secret.name=mine");

        rendered.Environment["WEBHOOK_CERT_MODE"].ShouldBe(mode);
        rendered.Environment["WEBHOOK_CERT_SECRET_NAME"].ShouldBe("mine");
    }

    [Fact]
    public async Task Certificate_OfCertManager_IsForTheServiceAndLiesInTheSecret()
    {
        var certificate = (await Chart.RenderAsync("manager.webhook.cert.mode=certManager")).One("Certificate", "gko-webhook");

        certificate.Text("spec/secretName").ShouldBe("gko-webhook-cert");
        certificate.Texts("spec/dnsNames").ShouldBe(
            ["gko-webhook", "gko-webhook.gko-system", "gko-webhook.gko-system.svc", "gko-webhook.gko-system.svc.cluster.local"]);
        certificate.At("spec/issuerRef")!.ToJsonString().ShouldBe("""{"group":"cert-manager.io","kind":"Issuer","name":"gko-webhook"}""");
    }

    /// <summary>A certificate that signs itself would change what has to be trusted in the moment in which it is renewed.</summary>
    [Fact]
    public async Task Authority_OfCertManager_OutlivesTheCertificate()
    {
        var rendered = await Chart.RenderAsync("manager.webhook.cert.mode=certManager");
        var authority = rendered.One("Certificate", "gko-webhook-ca");

        authority.Text("spec/isCA").ShouldBe("true");
        authority.Text("spec/duration").ShouldBe("87600h");
        authority.Text("spec/privateKey/rotationPolicy").ShouldBe("Never");
        authority.Text("spec/issuerRef/name").ShouldBe("gko-webhook-root");
        rendered.One("Issuer", "gko-webhook-root").At("spec/selfSigned").ShouldNotBeNull();
        rendered.One("Issuer", "gko-webhook").Text("spec/ca/secretName").ShouldBe(authority.Text("spec/secretName"));
    }

    /// <summary>Those who do not use Helm get the same from the folder certs.</summary>
    [Fact]
    public async Task Objects_ComparedWithTheFolderCerts_AreTheSame()
    {
        var rendered = await Chart.RenderIntoAsync("gko", ["manager.webhook.cert.mode=certManager"]);

        foreach (var item in new[] { "issuer.yaml", "certificate.yaml" }.SelectMany(file => YamlReader.ReadAll(File.ReadAllText(RepositoryPaths.Of("certs", file)))))
        {
            var ours = rendered.One(item.Text("kind")!, item.Text("metadata/name")!)["spec"];

            JsonNode.DeepEquals(ours, item!["spec"]).ShouldBeTrue($"{item.Text("kind")} {item.Text("metadata/name")}: {ours}");
        }
    }

    [Fact]
    public async Task Certificate_WithAnIssuer_IsMadeByItAlone()
    {
        var rendered = await Chart.RenderAsync(
            "manager.webhook.cert.mode=certManager",
            "manager.webhook.cert.certManager.issuerRef.name=company", "manager.webhook.cert.certManager.issuerRef.kind=ClusterIssuer");

        rendered.Of("Issuer").ShouldBeEmpty();
        rendered.Of("Certificate").ShouldHaveSingleItem().At("spec/issuerRef")!.ToJsonString().ShouldBe("""{"kind":"ClusterIssuer","name":"company"}""");
    }

    [Fact]
    public async Task Configurations_WithCertManager_AskItsInjector()
    {
        var rendered = await Chart.RenderAsync("manager.webhook.cert.mode=certManager", "manager.webhook.configuration.annotations.team=apis");

        foreach (var configuration in rendered.Of("ValidatingWebhookConfiguration").Concat(rendered.Of("MutatingWebhookConfiguration")))
        {
            configuration.Entry("metadata/annotations", "cert-manager.io/inject-ca-from").ShouldBe("gko-system/gko-webhook");
            configuration.Entry("metadata/annotations", "team").ShouldBe("apis");
        }
    }

    [Fact]
    public async Task Configurations_WithoutCertManager_DoNotAskItsInjector() =>
        (await Chart.RenderAsync()).Of("ValidatingWebhookConfiguration").Single()
            .Entry("metadata/annotations", "cert-manager.io/inject-ca-from").ShouldBeNull();
}
