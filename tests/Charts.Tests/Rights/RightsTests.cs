using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Rights;

/// <summary>What each role allows, to the letter: a right too many is a risk, one too few a failure at run time.</summary>
public sealed class RightsTests
{
    private const string Account = "gko-controller-manager";

    private static readonly string[] Kinds =
    [
        "apidefinitions", "apiresources", "apiv4definitions", "applications", "dictionaries", "documentations", "groups", "managementcontexts",
        "notifications", "portallinks", "portallistings", "portals", "sharedpolicygroups", "subscriptions",
    ];

    /// <summary>Nothing refers to these, so that nobody looks for a single one.</summary>
    private static readonly string[] Listed = ["dictionaries", "documentations", "portallinks", "portallistings", "subscriptions"];

    private static readonly string[] Synced = ["apidefinitions", "apiresources", "apiv4definitions", "managementcontexts"];

    private static readonly string[] Namespaced =
    [
        .. Kinds.Except(Listed).SelectMany(kind => Each("get list watch", $"{kind}.gravitee.io")),
        .. Listed.SelectMany(kind => Each("list watch", $"{kind}.gravitee.io")),
        .. Synced.SelectMany(kind => Each("patch", $"{kind}.gravitee.io")),
        .. Synced.SelectMany(kind => Each("patch", $"{kind}/status.gravitee.io")),
        .. Each("get list watch patch", "secrets"),
        .. Each("get list watch create update patch delete", "configmaps"),
        .. Each("create patch", "events"),
        "get namespaces",
        "list ingresses.networking.k8s.io",
    ];

    private static readonly string[] Guardrails =
    [
        .. Each("get list watch", "apiguardrails.gravitee.io"), "patch apiguardrails/status.gravitee.io", .. Each("list watch", "namespaces"),
    ];

    [Fact]
    public async Task ManagerRole_OfTheWholeCluster_AllowsGuardrailsToo() =>
        await ShouldAllowAsync([], "ClusterRole", $"{Account}-cluster-role", [.. Namespaced, .. Guardrails]);

    [Fact]
    public async Task ManagerRole_WithGuardrailsOff_AllowsNoneOfThem() =>
        await ShouldAllowAsync(["manager.guardrails.enabled=false"], "ClusterRole", $"{Account}-cluster-role", Namespaced);

    [Fact]
    public async Task ManagerRole_WithWebhooksOff_AllowsNoLookForWhatOnlyTheyReferTo() => await ShouldAllowAsync(
        ["manager.webhook.enabled=false"], "ClusterRole", $"{Account}-cluster-role",
        [.. Namespaced.Except(["get applications.gravitee.io", "get portals.gravitee.io"]), .. Guardrails]);

    [Fact]
    public async Task ManagerRole_OfSomeNamespaces_AllowsNoGuardrails() =>
        await ShouldAllowAsync(["manager.scope.namespaces={a,b}"], "ClusterRole", $"{Account}-cluster-role", Namespaced);

    [Fact]
    public async Task ManagerRole_OfOneNamespace_AllowsTheSameThere() =>
        await ShouldAllowAsync(["manager.scope.cluster=false"], "Role", $"{Account}-role", Namespaced);

    [Fact]
    public async Task ManagerRole_WithIngressesOff_DoesNotSeeThem() => await ShouldAllowAsync(
        ["manager.scope.cluster=false", "ingress.controller.enabled=false"], "Role", $"{Account}-role",
        [.. Namespaced.Where(right => !right.Contains("ingresses", StringComparison.Ordinal))]);

    [Fact]
    public async Task LeaderElectionRole_Always_AllowsOneLease() => await ShouldAllowAsync(
        [], "Role", $"{Account}-leader-election-role",
        ["create leases.coordination.k8s.io", .. Each("get update", "leases.coordination.k8s.io/24d975d3.gravitee.io")]);

    [Fact]
    public async Task CertificateRole_SelfSigned_AllowsToWriteTheSecret() => await ShouldAllowAsync(
        [], "Role", $"{Account}-webhook-cert-role", ["create secrets", .. Each("get patch", "secrets/gko-webhook-cert")]);

    [Theory]
    [InlineData("certManager")]
    [InlineData("existingSecret")]
    public async Task CertificateRole_ByOthers_AllowsToReadTheSecret(string mode) => await ShouldAllowAsync(
        [$"manager.webhook.cert.mode={mode}", "manager.webhook.cert.secret.name=mine"], "Role", $"{Account}-webhook-cert-role", ["get secrets/mine"]);

    [Theory]
    [InlineData("selfSigned")]
    [InlineData("existingSecret")]
    public async Task WebhookRole_WhereTheOperatorTellsOfItsCertificate_AllowsToPatchBothConfigurations(string mode) => await ShouldAllowAsync(
        [$"manager.webhook.cert.mode={mode}"], "ClusterRole", $"{Account}-validation-webhook-cluster-role",
        [.. Configurations, "create subjectaccessreviews.authorization.k8s.io"]);

    [Fact]
    public async Task WebhookRole_WithCertManager_LeavesConfigurationsToItsInjector() => await ShouldAllowAsync(
        ["manager.webhook.cert.mode=certManager"], "ClusterRole", $"{Account}-validation-webhook-cluster-role",
        ["create subjectaccessreviews.authorization.k8s.io"]);

    [Theory]
    [InlineData("manager.webhook.admission.crossNamespaceReferences=allow")]
    [InlineData("manager.scope.cluster=false")]
    [InlineData("manager.scope.namespaces={a}")]
    public async Task WebhookRole_WhereNobodyIsAskedAbout_AllowsNoReviews(string set) =>
        await ShouldAllowAsync([set], "ClusterRole", $"{Account}-validation-webhook-cluster-role", Configurations);

    [Theory]
    [InlineData("secret-templates")]
    [InlineData("all")]
    public async Task WebhookRole_WithSecretsInTemplatesChecked_AllowsReviews(string check) => await ShouldAllowAsync(
        ["manager.scope.cluster=false", $"manager.webhook.admission.strict={{{check}}}"], "ClusterRole", $"{Account}-validation-webhook-cluster-role",
        [.. Configurations, "create subjectaccessreviews.authorization.k8s.io"]);

    [Fact]
    public async Task WebhookRole_WithNothingToAllow_IsNotMade()
    {
        var rendered = await Chart.RenderAsync("manager.webhook.cert.mode=certManager", "manager.scope.cluster=false");

        rendered.All("ClusterRole", $"{Account}-validation-webhook-cluster-role").ShouldBeEmpty();
        rendered.All("ClusterRoleBinding", $"{Account}-validation-webhook-cluster-role-binding").ShouldBeEmpty();
    }

    [Fact]
    public async Task MetricsRole_Always_AllowsToAskAboutScrapers() => await ShouldAllowAsync(
        [], "ClusterRole", $"{Account}-metrics-cluster-role", Reviews);

    [Fact]
    public async Task MetricsRole_WithAPrometheus_AllowsThatToFindAndScrape() => await ShouldAllowAsync(
        ["manager.metrics.prometheus.instance.create=true"], "ClusterRole", $"{Account}-metrics-cluster-role",
        [.. Reviews, .. new[] { "pods", "services", "endpoints" }.SelectMany(kind => Each("get list watch", kind)), "get /metrics"]);

    [Fact]
    public async Task ReaderRole_WithReaders_IsBoundToThem()
    {
        var rendered = await Chart.RenderAsync("manager.metrics.readers[0].name=prometheus", "manager.metrics.readers[0].namespace=monitoring");

        Right.Of(rendered.One("ClusterRole", $"{Account}-metrics-reader-cluster-role")).ShouldBe(["get /metrics"]);
        rendered.One("ClusterRoleBinding", $"{Account}-metrics-reader-cluster-role-binding").At("subjects")!.ToJsonString()
            .ShouldBe("""[{"kind":"ServiceAccount","name":"prometheus","namespace":"monitoring"}]""");
    }

    [Fact]
    public async Task CrdRole_Always_AllowsToApplyTheOwnOnesOnly() => await ShouldAllowAsync(
        [], "ClusterRole", $"{Account}-crd-patch-cluster-role",
        [.. Kinds.Append("apiguardrails").SelectMany(kind => Each("get create patch", $"customresourcedefinitions.apiextensions.k8s.io/{kind}.gravitee.io"))]);

    [Fact]
    public async Task Bindings_WithAnotherAccount_BindIt()
    {
        var rendered = await Chart.RenderAsync("serviceAccount.name=custom");

        rendered.Objects.Where(item => item["subjects"] is not null).ShouldAllBe(binding =>
            binding.Text("subjects/0/name") == "custom" && binding.Text("subjects/0/namespace") == Chart.Namespace);
        rendered.Pod.Text("serviceAccountName").ShouldBe("custom");
    }

    private static string[] Reviews => ["create tokenreviews.authentication.k8s.io", "create subjectaccessreviews.authorization.k8s.io"];

    private static string[] Configurations =>
    [
        .. Each("get list watch patch", "validatingwebhookconfigurations.admissionregistration.k8s.io/gko-validating-webhook-configurations"),
        .. Each("get list watch patch", "mutatingwebhookconfigurations.admissionregistration.k8s.io/gko-mutating-webhook-configurations"),
    ];

    private static async Task ShouldAllowAsync(string[] set, string kind, string name, string[] rights)
    {
        var rendered = await Chart.RenderAsync(set);

        Right.Of(rendered.One(kind, name)).ShouldBe(rights.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Each(string verbs, string target) => verbs.Split(' ').Select(verb => $"{verb} {target}");
}
