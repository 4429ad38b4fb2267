using Gko.Charts.Tests.Rendering;
using static Gko.Charts.Tests.Upstream.UpstreamCase;

namespace Gko.Charts.Tests.Upstream;

/// <summary>The cases that upstream tests its chart with, suite by suite.</summary>
internal static class UpstreamCases
{
    private const string Account = "gko-controller-manager";
    private const string Mutating = "gko-mutating-webhook-configurations";
    private const string Validating = "gko-validating-webhook-configurations";

    private static readonly string[] Defaults = [];

    public static IReadOnlyList<UpstreamCase> All { get; } =
    [
        .. Config(), .. Deployment(), .. Metrics(),
        .. LeaderElection("role", "Role", ""), .. LeaderElection("role-binding", "RoleBinding", "-binding"),
        .. ManagerClusterRole(), .. ManagerRole(),
        .. MetricsRole("role", "ClusterRole", ""), .. MetricsRole("role-binding", "ClusterRoleBinding", "-binding"),
        .. CrdRole("role", "ClusterRole", ""), .. CrdRole("role-binding", "ClusterRoleBinding", "-binding"),
        .. ServiceAccount(),
        .. WebhookRole("role", "ClusterRole", ""), .. WebhookRole("role-binding", "ClusterRoleBinding", "-binding"),
        .. Configuration("webhook/mutation_webhook", "MutatingWebhookConfiguration", Mutating),
        .. Configuration("webhook/validation_webhook", "ValidatingWebhookConfiguration", Validating),
        HasCommon("webhook/validation_webhook", "ValidatingWebhookConfiguration", Validating),
        .. WebhookObject("webhook/secret", "Secret", "gko-webhook-cert"), .. WebhookObject("webhook/service", "Service", "gko-webhook"),
    ];

    private static IEnumerable<UpstreamCase> Config()
    {
        string[] proxy =
        [
            "manager.httpClient.proxy.enabled=true", "manager.httpClient.proxy.url=http://localhost:8080",
            "manager.httpClient.proxy.username=test", "manager.httpClient.proxy.password=pw",
        ];
        yield return new("manager/config", "defaults", Defaults, rendered =>
        {
            rendered.Of("ConfigMap").ShouldHaveSingleItem().Text("metadata/namespace").ShouldBe(Chart.Namespace);
            rendered.Environment["APPLY_CRDS"].ShouldBe("true");
        });
        yield return HasEntry("logs.json false", ["manager.logs.json=false"], "DEV_MODE", "true");
        yield return HasEntry("metrics on", ["manager.metrics.enabled=true"], "ENABLE_METRICS", "true");
        yield return HasEntry("metrics off", ["manager.metrics.enabled=false"], "ENABLE_METRICS", null);
        yield return HasEntry("scope.cluster false", ["manager.scope.cluster=false"], "NAMESPACE", Chart.Namespace);
        yield return Has("manager/config", "other name", ["manager.configMap.name=gko-test"], "ConfigMap", "gko-test");
        yield return HasCommon("manager/config", "ConfigMap", "gko-config");
        yield return new("manager/config", "proxy", proxy, rendered => rendered.Environment
            .Where(entry => entry.Key.StartsWith("HTTP_CLIENT_PROXY_", StringComparison.Ordinal))
            .Select(entry => $"{entry.Key["HTTP_CLIENT_PROXY_".Length..]}={entry.Value}")
            .ShouldBe(["ENABLED=true", "URL=http://localhost:8080", "USERNAME=test", "PASSWORD=pw"], ignoreOrder: true));
        yield return new(
            "manager/config", "system's proxy", ["manager.httpClient.proxy.enabled=true", "manager.httpClient.proxy.useSystemProxy=true"], rendered =>
            {
                rendered.Environment["HTTP_CLIENT_PROXY_ENABLED"].ShouldBe("true");
                rendered.Environment["HTTP_CLIENT_PROXY_USE_SYSTEM_PROXY"].ShouldBe("true");
            });
        yield return new("manager/config", "templating and drift detection", Defaults, rendered =>
        {
            rendered.Environment["ENABLE_TEMPLATING"].ShouldBe("true");
            rendered.Environment["ENABLE_DRIFT_DETECTION"].ShouldBe("true");
        });
        yield return HasEntry("drift detection off", ["manager.driftDetection.enabled=false"], "ENABLE_DRIFT_DETECTION", "false");
    }

    private static IEnumerable<UpstreamCase> Deployment() =>
    [
        new("manager/deployment", "defaults", Defaults, rendered => rendered.Pod.At("imagePullSecrets").ShouldBeNull()),
        new("manager/deployment", "pull secret", ["manager.image.pullSecret.name=hush-hush"], rendered =>
            rendered.Pod["imagePullSecrets"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldBe("""{"name":"hush-hush"}""")),
        HasCommon("manager/deployment", "Deployment", Account),
        new("manager/deployment", "node selector", [@"manager.pod.nodeSelector.gravitee\.io/scope=test"], rendered =>
            rendered.Pod.Entry("nodeSelector", "gravitee.io/scope").ShouldBe("test")),
    ];

    private static IEnumerable<UpstreamCase> Metrics()
    {
        const string Service = "gko-controller-manager-metrics-service";
        yield return Has("metrics/service", "defaults", Defaults, "Service", Service);
        yield return HasNone("metrics/service", "metrics off", ["manager.metrics.enabled=false"], "Service", Service);
        yield return HasCommon("metrics/service", "Service", Service);
    }

    private static IEnumerable<UpstreamCase> LeaderElection(string part, string kind, string suffix)
    {
        var (suite, name) = ($"rbac/leader-election-{part}", $"{Account}-leader-election-role{suffix}");
        return
        [
            Has(suite, "defaults", Defaults, kind, name),
            HasNone(suite, "rbac off", ["rbac.create=false"], kind, name),
            HasCommon(suite, kind, name),
        ];
    }

    private static IEnumerable<UpstreamCase> ManagerClusterRole()
    {
        const string Role = $"{Account}-cluster-role";
        const string Binding = $"{Role}-binding";
        return
        [
            Has("rbac/manager-cluster-role", "scope.cluster true", ["manager.scope.cluster=true"], "ClusterRole", Role),
            HasNone("rbac/manager-cluster-role", "rbac off", ["rbac.create=false"], "ClusterRole", Role),
            HasNone("rbac/manager-cluster-role", "skipClusterRoles", ["rbac.skipClusterRoles=true"], "ClusterRole", Role),
            HasNone("rbac/manager-cluster-role", "scope.cluster false", ["manager.scope.cluster=false"], "ClusterRole", Role),
            HasCommon("rbac/manager-cluster-role", "ClusterRole", Role),
            Has("rbac/manager-cluster-role-binding", "scope.cluster true", ["manager.scope.cluster=true"], "ClusterRoleBinding", Binding),
            HasNone("rbac/manager-cluster-role-binding", "rbac off", ["rbac.create=false"], "ClusterRoleBinding", Binding),
            HasNone("rbac/manager-cluster-role-binding", "scope.cluster false", ["manager.scope.cluster=false"], "ClusterRoleBinding", Binding),
            HasCommon("rbac/manager-cluster-role-binding", "ClusterRoleBinding", Binding),
        ];
    }

    private static IEnumerable<UpstreamCase> ManagerRole()
    {
        const string Role = $"{Account}-role";
        const string Binding = $"{Role}-binding";
        return
        [
            Has("rbac/manager-role", "scope.cluster false", ["manager.scope.cluster=false"], "Role", Role),
            HasNone("rbac/manager-role", "rbac off", ["rbac.create=false"], "Role", Role),
            HasNone("rbac/manager-role", "scope.cluster true", ["manager.scope.cluster=true"], "Role", Role),
            HasCommon("rbac/manager-role", "Role", Role, "manager.scope.cluster=false"),
            new("rbac/manager-role-binding", "scope.cluster false", ["manager.scope.cluster=false"], rendered =>
                rendered.One("RoleBinding", Binding).Text("roleRef/kind").ShouldBe("Role")),
            new("rbac/manager-role-binding", "namespaces", ["manager.scope.cluster=true", "manager.scope.namespaces={default,gko,test}"], rendered =>
                rendered.All("RoleBinding", Binding).Select(binding => $"{binding.Text("metadata/namespace")} {binding.Text("roleRef/kind")}")
                    .ShouldBe(["default ClusterRole", "gko ClusterRole", "test ClusterRole"])),
            HasNone("rbac/manager-role-binding", "rbac off", ["rbac.create=false"], "RoleBinding", Binding),
            HasNone("rbac/manager-role-binding", "scope.cluster true", ["manager.scope.cluster=true"], "RoleBinding", Binding),
            HasCommon("rbac/manager-role-binding", "RoleBinding", Binding, "manager.scope.cluster=false"),
        ];
    }

    private static IEnumerable<UpstreamCase> MetricsRole(string part, string kind, string suffix)
    {
        var (suite, name) = ($"rbac/metrics-cluster-{part}", $"{Account}-metrics-cluster-role{suffix}");
        return
        [
            Has(suite, "defaults", Defaults, kind, name),
            HasNone(suite, "rbac off", ["rbac.create=false"], kind, name),
            HasNone(suite, "skipClusterRoles", ["rbac.skipClusterRoles=true"], kind, name),
            HasNone(suite, "metrics off", ["manager.metrics.enabled=false"], kind, name),
            HasCommon(suite, kind, name),
        ];
    }

    private static IEnumerable<UpstreamCase> CrdRole(string part, string kind, string suffix)
    {
        var (suite, name) = ($"rbac/resource-patch-cluster-{part}", $"{Account}-crd-patch-cluster-role{suffix}");
        return
        [
            Has(suite, "defaults", Defaults, kind, name),
            HasNone(suite, "rbac off", ["rbac.create=false"], kind, name),
            HasNone(suite, "skipClusterRoles", ["rbac.skipClusterRoles=true"], kind, name),
            HasNone(suite, "CRDs by others", ["manager.applyCRDs=false"], kind, name),
            HasCommon(suite, kind, name),
        ];
    }

    private static IEnumerable<UpstreamCase> ServiceAccount() =>
    [
        Has("rbac/service-account", "defaults", Defaults, "ServiceAccount", Account),
        new("rbac/service-account", "by others", ["serviceAccount.create=false"], rendered => rendered.Of("ServiceAccount").ShouldBeEmpty()),
        Has("rbac/service-account", "other name", ["serviceAccount.name=custom-name"], "ServiceAccount", "custom-name"),
        HasCommon("rbac/service-account", "ServiceAccount", Account),
    ];

    private static IEnumerable<UpstreamCase> WebhookRole(string part, string kind, string suffix)
    {
        var (suite, name) = ($"rbac/validation-webhook-cluster-{part}", $"{Account}-validation-webhook-cluster-role{suffix}");
        return
        [
            new(suite, "defaults", Defaults, rendered => rendered.One(kind, name).Text("metadata/namespace").ShouldBe(Chart.Namespace)),
            HasNone(suite, "rbac off", ["rbac.create=false"], kind, name),
            HasNone(suite, "webhook off", ["manager.webhook.enabled=false"], kind, name),
            HasCommon(suite, kind, name),
        ];
    }

    private static IEnumerable<UpstreamCase> Configuration(string suite, string kind, string name)
    {
        yield return Has(suite, "defaults", Defaults, kind, name);
        yield return HasNone(suite, "webhook off", ["manager.webhook.enabled=false"], kind, name);
        foreach (var (calls, webhooks) in new (string?, string)[] { (null, "10"), ("20", "25"), ("40", "30") })
        {
            yield return new(
                suite, $"timeout {calls ?? "default"}", calls is null ? [] : [$"manager.httpClient.timeoutSeconds={calls}"],
                rendered => rendered.One(kind, name)["webhooks"]!.AsArray().ShouldAllBe(webhook => webhook.Text("timeoutSeconds") == webhooks));
        }
    }

    private static IEnumerable<UpstreamCase> WebhookObject(string suite, string kind, string name) =>
    [
        Has(suite, "defaults", Defaults, kind, name),
        HasNone(suite, "webhook off", ["manager.webhook.enabled=false"], kind, name),
        HasCommon(suite, kind, name),
    ];
}
