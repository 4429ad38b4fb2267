using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;
using static Gko.EndToEnd.Guardrails.GuardrailManifests;

namespace Gko.EndToEnd.Guardrails;

/// <summary>What an administrator demands of APIs: refused, warned of or counted, and found in what was there before.</summary>
public abstract class GuardrailTests(ClusterFixture cluster)
{
    private const string OnlyJwt = "{planSecurities: [JWT]}";

    /// <summary>For a busy machine, and a twentieth of the time after which an audit comes anyway.</summary>
    private static readonly TimeSpan AuditLimit = TimeSpan.FromSeconds(30);

    private Kubectl Kubectl => cluster.Kubectl;

    [Fact]
    public async Task Deny_ApiThatBreaksARule_IsRefusedWithGuardrailRuleFieldAndWhatIsAllowed()
    {
        await NamespaceAsync("rail-deny");
        await InForceAsync(Guardrail("rail-deny", OnlyJwt));

        var result = await Kubectl.ApplyAsync(Manifests.Api("denied", "rail-deny"));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(
            "admission webhook \"v1alpha1.gravitee.io.apidefinition\" denied the request: "
            + "guardrail [rail-deny] rule [planSecurities]: [KEY_LESS] is not allowed at spec.plans[0].security; allowed are JWT");
        result.Error.ShouldNotContain("(spec.plans[0].security)");
        (await RefusedAsync(Manifests.ApiV4("denied-v4", "rail-deny"))).ShouldContain(
            "guardrail [rail-deny] rule [planSecurities]: [KEY_LESS] is not allowed at spec.plans.KeyLess.security.type; allowed are JWT");
    }

    [Fact]
    public async Task Deny_ApiThatFollowsTheRules_IsStored()
    {
        await NamespaceAsync("rail-follow");
        await InForceAsync(Guardrail("rail-follow", "{plansRequired: true, pathPrefix: '/{namespace}/', endpointHosts: ['*.gravitee.io'], endpointSchemes: [https]}"));

        await Kubectl.SucceedAsync(Manifests.Api("follows", "rail-follow", path: "/rail-follow/a"));

        (await RefusedAsync(Manifests.Api("other-path", "rail-follow", path: "/rail-follower"))).ShouldContain(
            "guardrail [rail-follow] rule [pathPrefix]: [/rail-follower] is not allowed at spec.proxy.virtual_hosts[0].path; allowed is what begins with /rail-follow/");
    }

    [Fact]
    public async Task Warn_ApiThatBreaksARule_IsStoredWithAWarning()
    {
        await NamespaceAsync("rail-warn");
        await InForceAsync(Guardrail("rail-warn", OnlyJwt, "Warn"));

        var result = await Kubectl.SucceedAsync(Manifests.Api("warned", "rail-warn"));

        result.Error.ShouldContain("Warning: guardrail [rail-warn] rule [planSecurities]: [KEY_LESS] is not allowed at spec.plans[0].security; allowed are JWT");
    }

    [Fact]
    public async Task Audit_ApiThatBreaksARule_IsStoredInSilenceAndCounted()
    {
        await NamespaceAsync("rail-audit");
        await InForceAsync(Guardrail("rail-audit", OnlyJwt, "Audit"));

        var result = await Kubectl.SucceedAsync(Manifests.Api("audited", "rail-audit"));

        result.Error.ShouldNotContain("guardrail");
        await ListsAsync("rail-audit", "ApiDefinition/audited", AuditLimit);
    }

    [Fact]
    public async Task Create_ViolatorsAreThereAlready_AreInTheStatusWithinSecondsAndToldOnce()
    {
        await NamespaceAsync("rail-existing");
        await Kubectl.SucceedAsync(Manifests.Api("old-v2", "rail-existing"), Manifests.ApiV4("old-v4", "rail-existing"));

        await Kubectl.SucceedAsync(Guardrail("rail-existing", OnlyJwt));

        await ListsAsync("rail-existing", "ApiDefinition/old-v2 ApiV4Definition/old-v4", AuditLimit);
        (await Kubectl.RunAsync("get", Kind, "rail-existing", "--no-headers")).ShouldMatch("^rail-existing +Deny +2 +True +Audited +");
        foreach (var name in new[] { "old-v2", "old-v4" })
        {
            await Eventually.TrueAsync(
                async () => (await EventsAsync("rail-existing", name)).Contains("[KEY_LESS] is not allowed", StringComparison.Ordinal),
                $"an event tells of {name}");
        }

        await Kubectl.SucceedAsync(Guardrail("rail-existing", "{planSecurities: [JWT, OAUTH2]}"));
        await Kubectl.TellsAsync("default", Kind, "rail-existing", "Ready", "Audited");
        (await EventsAsync("rail-existing", "old-v2")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_OldViolator_IsNotHeldUp()
    {
        await NamespaceAsync("rail-delete");
        await Kubectl.SucceedAsync(Manifests.Api("leaving", "rail-delete"));
        await Kubectl.ReadyAsync("rail-delete", Manifests.V2, "leaving");
        await Kubectl.SucceedAsync(Guardrail("rail-delete", OnlyJwt));
        await ListsAsync("rail-delete", "ApiDefinition/leaving", AuditLimit);

        await Kubectl.DeleteAsync("rail-delete", Manifests.V2, "leaving");

        await ListsAsync("rail-delete", "", AuditLimit);
    }

    [Fact]
    public async Task Label_RequiredOneIsRemoved_IsRefused()
    {
        await NamespaceAsync("rail-label");
        await InForceAsync(Guardrail("rail-label", "{requiredLabels: [{key: team}]}"));
        await Kubectl.SucceedAsync(Manifests.Api("labelled", "rail-label")
            .Replace("  name: labelled\n  namespace", "  labels: {team: red}\n  name: labelled\n  namespace", StringComparison.Ordinal));

        var result = await Kubectl.TryAsync(null, "-n", "rail-label", "label", Manifests.V2, "labelled", "team-");

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("guardrail [rail-label] rule [requiredLabels]: the label is missing at metadata.labels[team]; any value is allowed");
    }

    [Fact]
    public async Task Namespace_GetsTheLabelOfTheSelector_IsJudgedFromThenOn()
    {
        await NamespaceAsync("rail-selected");
        await Kubectl.SucceedAsync(Manifests.Api("selected", "rail-selected"));
        await InForceAsync(Guardrail("rail-selected", OnlyJwt, scope: "namespaceSelector: {matchLabels: {rail: strict}}"));
        await ListsAsync("rail-selected", "", AuditLimit);

        await Kubectl.RunAsync("label", "namespace", "rail-selected", "rail=strict");

        await ListsAsync("rail-selected", "ApiDefinition/selected", AuditLimit);
        (await RefusedAsync(Manifests.Api("selected-too", "rail-selected"))).ShouldContain("guardrail [rail-selected]");
    }

    [Theory]
    [InlineData("{namePattern: '('}", "[(] is no regular expression that can be used", "spec.rules.namePattern")]
    [InlineData("{pathPrefix: '/{team}/'}", "[{team}] is no placeholder: the only one is {namespace}", "spec.rules.pathPrefix")]
    [InlineData("{requiredPolicies: [quota], forbiddenPolicies: ['q*']}", "forbids it: remove it from one of them", "spec.rules.requiredPolicies[0]")]
    [InlineData("{}", "the guardrail demands nothing: set at least one rule", "spec.rules")]
    public async Task Apply_MalformedGuardrail_IsRefused(string rules, string message, string field)
    {
        cluster.RequireOrSkip();

        var error = await RefusedAsync(Guardrail("rail-malformed", rules));

        error.ShouldContain("admission webhook \"v1alpha1.gravitee.io.apiguardrail\" denied the request");
        error.ShouldContain(message);
        error.ShouldContain($"({field})");
    }

    [Theory]
    [InlineData("{planSecurities: []}", "spec.rules.planSecurities in body should have at least 1 items")]
    [InlineData("{visibilities: [SECRET]}", "spec.rules.visibilities[0]: Unsupported value: \"SECRET\"")]
    [InlineData("{pathPrefix: 'team/'}", "spec.rules.pathPrefix in body should match '^/'")]
    public async Task Apply_GuardrailThatDoesNotFitTheSchema_IsRefusedByTheServer(string rules, string message)
    {
        cluster.RequireOrSkip();

        var result = await Kubectl.ApplyAsync(Guardrail("rail-schema", rules));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(message);
    }

    private Task NamespaceAsync(string name)
    {
        cluster.RequireOrSkip();
        return cluster.NewNamespaceAsync(name);
    }

    /// <summary>Applies a guardrail and waits until the operator has seen it.</summary>
    private async Task InForceAsync(string manifest)
    {
        var applied = await Kubectl.SucceedAsync(manifest);
        await Kubectl.RunAsync("wait", "--for=condition=Ready", applied.Output.Split(' ')[0], "--timeout=90s");
    }

    private async Task<string> RefusedAsync(string manifest)
    {
        var result = await Kubectl.ApplyAsync(manifest);
        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.Error.ShouldContain("denied the request");
        return result.Error;
    }

    /// <summary>Waits until the status counts and lists exactly these violators.</summary>
    private Task ListsAsync(string guardrail, string violators, TimeSpan limit) => Eventually.TrueAsync(
        async () => await Kubectl.RunAsync(
            "get", Kind, guardrail, "-o", "jsonpath={.status.violations}:{range .status.first[*]} {.kind}/{.name}{end}")
            == $"{violators.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length}:{(violators.Length > 0 ? " " : "")}{violators}",
        $"the status of {guardrail} lists: {violators}", limit);

    private Task<string> EventsAsync(string @namespace, string name) => Kubectl.RunAsync(
        "-n", @namespace, "get", "events", "--field-selector", $"involvedObject.name={name},reason=GuardrailViolated",
        "-o", "jsonpath={range .items[*]}{.message}{\"\\n\"}{end}");
}
