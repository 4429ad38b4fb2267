using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Rights;

/// <summary>Every combination of what is watched and of which roles may be made; upstream's chart breaks in four of them.</summary>
public sealed class ScopeTests
{
    private const string Account = "gko-controller-manager";

    /// <summary>cluster, namespaces, skipClusterRoles; NAMESPACE, the manager's roles and bindings, webhooks and CRDs on, namespaces intercepted.</summary>
    public static TheoryData<bool, string, bool, string, string, bool, string> Combinations => new()
    {
        { true, "", false, "", "ClusterRole -cluster-role, ClusterRoleBinding -cluster-role-binding", true, "" },
        { true, "a,b", false, "a,b", "ClusterRole -cluster-role, RoleBinding a -role-binding, RoleBinding b -role-binding", true, "a,b" },
        { true, "", true, "", "", true, "" },
        { true, "a,b", true, "a,b", "Role a -role, Role b -role, RoleBinding a -role-binding, RoleBinding b -role-binding", false, "a,b" },
        { false, "", false, Chart.Namespace, $"Role {Chart.Namespace} -role, RoleBinding {Chart.Namespace} -role-binding", true, Chart.Namespace },
        { false, "a", false, "a", "Role a -role, RoleBinding a -role-binding", true, "a" },
        { false, "a,b", false, "a,b", "Role a -role, Role b -role, RoleBinding a -role-binding, RoleBinding b -role-binding", true, "a,b" },
        { false, "a,b", true, "a,b", "Role a -role, Role b -role, RoleBinding a -role-binding, RoleBinding b -role-binding", false, "a,b" },
        { false, "", true, Chart.Namespace, $"Role {Chart.Namespace} -role, RoleBinding {Chart.Namespace} -role-binding", false, Chart.Namespace },
    };

    public static MatrixTheoryData<bool, string, bool> Scopes => new([true, false], ["", "a", "a,b"], [true, false]);

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Chart_WithScope_WatchesAndInterceptsWhatItHasRightsFor(
        bool cluster, string namespaces, bool skip, string watched, string roles, bool clusterRights, string intercepted)
    {
        var rendered = await RenderAsync(cluster, namespaces, skip);

        rendered.Environment["NAMESPACE"].ShouldBe(watched);
        string.Join(", ", ManagerRoles(rendered)).ShouldBe(roles);
        rendered.Environment["APPLY_CRDS"].ShouldBe(clusterRights ? "true" : "false");
        rendered.Environment.GetValueOrDefault("ENABLE_WEBHOOK").ShouldBe(clusterRights ? "true" : null);
        rendered.Webhooks.Any().ShouldBe(clusterRights);
        rendered.Webhooks.ShouldAllBe(webhook =>
            string.Join(',', webhook.Texts("namespaceSelector/matchExpressions/0/values")) == intercepted);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Chart_WithScope_BindsTheRolesThatItMakes(bool cluster, string namespaces, bool skip)
    {
        var rendered = await RenderAsync(cluster, namespaces, skip);

        var made = rendered.Objects.Where(item => item.Text("kind") is "Role" or "ClusterRole")
            .Select(role => $"{role.Text("kind")} {Place(role)}{role.Text("metadata/name")}");
        var bound = rendered.Objects.Where(item => item.Text("kind") is "RoleBinding" or "ClusterRoleBinding")
            .Select(binding => $"{binding.Text("roleRef/kind")} {(binding.Text("roleRef/kind") is "Role" ? $"{binding.Text("metadata/namespace")}/" : "")}{binding.Text("roleRef/name")}");

        bound.Distinct().ShouldBe(made, ignoreOrder: true);
        rendered.Of("ClusterRole").Any().ShouldBe(!skip);

        static string Place(JsonNode role) => role.Text("kind") is "Role" ? $"{role.Text("metadata/namespace")}/" : "";
    }

    [Fact]
    public async Task Chart_WithoutClusterRoleButCertManager_KeepsWebhooks()
    {
        var rendered = await Chart.RenderAsync("manager.scope.cluster=false", "rbac.skipClusterRoles=true", "manager.webhook.cert.mode=certManager");

        rendered.Of("ClusterRole").ShouldBeEmpty();
        rendered.Environment["ENABLE_WEBHOOK"].ShouldBe("true");
        rendered.Webhooks.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Chart_WithClusterRolesOfOthers_LeavesNothingOff()
    {
        var rendered = await Chart.RenderAsync("manager.scope.cluster=false", "rbac.skipClusterRoles=true", "rbac.existingClusterRoles=true");

        rendered.Of("ClusterRole").ShouldBeEmpty();
        rendered.Environment["APPLY_CRDS"].ShouldBe("true");
        rendered.Environment["ENABLE_WEBHOOK"].ShouldBe("true");
    }

    [Fact]
    public async Task Chart_WithUniqueNames_PrefixesAndInterceptsTheOwnNamespaceOnly()
    {
        var rendered = await Chart.RenderAsync("manager.webhook.configuration.useAutoUniqueNames=true", "serviceAccount.name=tenant-a");

        rendered.One("ValidatingWebhookConfiguration", "tenant-a-gko-validating-webhook-configurations");
        rendered.Environment["WEBHOOK_MUTATING_CONFIGURATION_NAME"].ShouldBe("tenant-a-gko-mutating-webhook-configurations");
        rendered.Webhooks.ShouldAllBe(webhook => webhook.Texts("namespaceSelector/matchExpressions/0/values").Single() == Chart.Namespace);
    }

    [Fact]
    public async Task Chart_WithUniqueNamesThatAreTooLong_CutsThemAt63()
    {
        var rendered = await Chart.RenderAsync("manager.webhook.configuration.useAutoUniqueNames=true", $"serviceAccount.name={new string('x', 40)}");

        rendered.Of("ValidatingWebhookConfiguration").Single().Text("metadata/name")!.Length.ShouldBe(63);
    }

    private static Task<Rendered> RenderAsync(bool cluster, string namespaces, bool skip)
    {
        string[] list = namespaces.Length == 0 ? [] : [$"manager.scope.namespaces={{{namespaces}}}"];
        return Chart.RenderAsync([$"manager.scope.cluster={(cluster ? "true" : "false")}", $"rbac.skipClusterRoles={(skip ? "true" : "false")}", .. list]);
    }

    private static IEnumerable<string> ManagerRoles(Rendered rendered) => rendered.Names
        .Select(name => name.Replace(Account, "", StringComparison.Ordinal))
        .Where(name => name.Split(' ')[^1] is "-role" or "-role-binding" or "-cluster-role" or "-cluster-role-binding")
        .Order(StringComparer.Ordinal);
}
