using Gko.EndToEnd.Clusters;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Admission;

/// <summary>A tenant with rights in one namespace only, who reaches for what is in another: the operator could read it, the tenant may not.</summary>
public abstract class TenantTests(ClusterFixture cluster)
{
    private const string Tenant = "ann";

    private const string Told = $"user \"{Tenant}\" may not get managementcontexts.gravitee.io \"apim\" in the namespace \"platform\"";

    private static readonly string[] Reaching = [Group("devs", "platform"), Dictionary("words", "platform"), Portal("front", "platform")];

    [Fact]
    public async Task Apply_ContextOfAnotherNamespace_IsAdmittedWithAWarning()
    {
        await ArrangeAsync("warn");

        foreach (var manifest in Reaching)
        {
            var result = (await ApplyAsTenantAsync(manifest)).OrThrow();
            result.Error.ShouldContain($"Warning: {Told}");
            result.Error.ShouldContain("spec.contextRef");
        }
    }

    [Fact]
    public async Task Apply_ContextOfAnotherNamespaceAndModeDeny_IsRefusedUnlessTheTenantMayReadIt()
    {
        await ArrangeAsync("deny");

        foreach (var manifest in Reaching)
        {
            var result = await ApplyAsTenantAsync(manifest);
            result.ExitCode.ShouldNotBe(0, result.ToString());
            result.Error.ShouldContain("denied the request");
            result.Error.ShouldContain($"{Told}; refer to an object of the own namespace, or have that access granted (spec.contextRef)");
        }

        (await ApplyAsTenantAsync(Group("devs", "tenant"))).OrThrow().Error.ShouldNotContain("may not get");
        (await cluster.Kubectl.ApplyAsync(Group("devs-of-the-platform", "platform"))).OrThrow().Error.ShouldNotContain("may not get");
    }

    private Task<CommandResult> ApplyAsTenantAsync(string manifest) =>
        cluster.Kubectl.ApplyAsync(manifest, "--as", Tenant, "--dry-run=server");

    private async Task ArrangeAsync(string mode)
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(("WEBHOOK_CROSS_NAMESPACE_REFERENCES", mode));
        await cluster.NewNamespaceAsync("platform");
        await cluster.NewNamespaceAsync("tenant");
        await cluster.Kubectl.SucceedAsync(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: author
              namespace: tenant
            rules:
            - apiGroups: [gravitee.io]
              resources: ["*"]
              verbs: ["*"]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: author
              namespace: tenant
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: author
            subjects:
            - apiGroup: rbac.authorization.k8s.io
              kind: User
              name: ann

            """);
    }

    private static string Group(string name, string context) => Object("Group", name, $"{{name: {name}, members: [], {ContextIn(context)}}}");

    private static string Dictionary(string name, string context) =>
        Object("Dictionary", name, $"{{name: {name}, type: MANUAL, deployed: true, manual: {{properties: {{a: b}}}}, {ContextIn(context)}}}");

    private static string Portal(string name, string context) => Object("Portal", name, $"{{name: {name}, {ContextIn(context)}}}");

    private static string ContextIn(string @namespace) => $"contextRef: {{name: apim, namespace: {@namespace}}}";

    private static string Object(string kind, string name, string spec) =>
        $"apiVersion: gravitee.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: tenant\nspec: {spec}\n";
}
