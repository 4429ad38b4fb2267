using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Testing.Clusters;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionClusterTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Denied_TheServerPassesTheMessageOn()
    {
        SkipWithoutServer();

        var error = await Should.ThrowAsync<KubeApiException>(CreateAsync("denied", new WidgetSpec { Size = 11 }));

        error.Status.Message.ShouldBe(
            "admission webhook \"validate.widgets.demo.io\" denied the request: must be at most 10 (spec.size)");
        error.Status.Details!.Causes!.ShouldHaveSingleItem().Field.ShouldBe("spec.size");
    }

    [Fact]
    public async Task Create_Undecodable_IsReportedAsInvalid()
    {
        SkipWithoutServer();
        var body = JsonNode.Parse("""{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"odd"},"spec":{"size":"ten"}}""")!;

        var error = await Should.ThrowAsync<KubeApiException>(cluster.Client.PatchAsync<Widget>(
            new ObjectKey("default", "odd"), Patch.Apply(body), new PatchOptions { FieldManager = "test" }, Ct));

        error.IsInvalid.ShouldBeTrue();
        error.Message.ShouldContain("(spec.size)");
    }

    [Fact]
    public async Task Create_Defaulted_TheServerAppliesThePatchAndKeepsUnknownFields()
    {
        SkipWithoutServer();
        var body = JsonNode.Parse(
            """
            {"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"defaulted"},
             "spec":{"futureField":{"keep":[1.0,2]},"parts":[{"name":"a","vendor":"acme"}]}}
            """)!;

        await cluster.Client.PatchAsync<Widget>(
            new ObjectKey("default", "defaulted"), Patch.Apply(body), new PatchOptions { FieldManager = "test" }, Ct);

        var stored = await cluster.Client.GetAsync<RawWidget>(new ObjectKey("default", "defaulted"), Ct);
        var expected = JsonElement.Parse(
            """{"futureField":{"keep":[1.0,2]},"parts":[{"name":"a","vendor":"acme","weight":1}],"color":"blue"}""");
        JsonElement.DeepEquals(stored.Spec, expected).ShouldBeTrue(stored.Spec.GetRawText());
    }

    [Fact]
    public async Task Delete_DeniedThenRepaired_IsDeleted()
    {
        SkipWithoutServer();
        var key = new ObjectKey("default", "red");
        await CreateAsync(key.Name, new WidgetSpec { Color = "red" });

        (await Should.ThrowAsync<KubeApiException>(cluster.Client.DeleteAsync<Widget>(key, ct: Ct))).IsForbidden.ShouldBeTrue();
        await cluster.Client.PatchAsync<Widget>(key, Patch.Merge(JsonNode.Parse("""{"spec":{"color":"blue"}}""")!), ct: Ct);
        await cluster.Client.DeleteAsync<Widget>(key, ct: Ct);

        (await cluster.Client.FindAsync<Widget>(key, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Register_Again_FindsNothingToWrite()
    {
        SkipWithoutServer();

        (await cluster.Registrar.RegisterAsync(cluster.Registration, AdmissionCluster.Webhooks, Ct)).ShouldBeFalse();
        (await cluster.Registrar.PatchCaBundleAsync("demo-validating", "demo-mutating", cluster.Registration.CaBundle, keepTrusted: false, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task PatchCaBundle_ConfigurationOfSomeoneElse_ChangesOnlyTheBundle()
    {
        SkipWithoutServer();
        var key = new ObjectKey(null, "charted");
        var registration = cluster.Registration with { ValidatingName = key.Name, CaBundle = cluster.Registration.CaBundle + "\n", Namespaces = ["nowhere"] };
        await cluster.Registrar.RegisterAsync(registration, [AdmissionCluster.Webhooks[0]], Ct);
        var before = await cluster.Client.GetAsync<ValidatingWebhookConfiguration>(key, Ct);

        (await cluster.Registrar.PatchCaBundleAsync(key.Name, null, cluster.Registration.CaBundle, keepTrusted: false, Ct)).ShouldBeTrue();

        var after = await cluster.Client.GetAsync<ValidatingWebhookConfiguration>(key, Ct);
        after.Webhooks![0].ClientConfig!.CaBundle.ShouldNotBe(before.Webhooks![0].ClientConfig!.CaBundle);
        after.Webhooks[0].NamespaceSelector!.MatchExpressions![0].Values.ShouldBe(["nowhere"]);
        after.Webhooks[0].ClientConfig!.Url.ShouldBe(before.Webhooks[0].ClientConfig!.Url);
    }

    [Fact]
    public async Task Install_Again_IsHarmless()
    {
        SkipWithoutServer();

        await Should.NotThrowAsync(cluster.InstallAsync());
    }

    private static void SkipWithoutServer() =>
        Assert.SkipWhen(KubeApiServer.Assets is null, "there is no kube-apiserver here (set KUBEBUILDER_ASSETS)");

    private Task<Widget> CreateAsync(string name, WidgetSpec spec) =>
        cluster.Client.CreateAsync(new Widget { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Spec = spec }, ct: Ct);
}
