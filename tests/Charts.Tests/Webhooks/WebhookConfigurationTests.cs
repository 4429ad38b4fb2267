using Gko.Charts.Tests.Rendering;
using Gko.Webhooks;

namespace Gko.Charts.Tests.Webhooks;

public sealed class WebhookConfigurationTests
{
    [Fact]
    public async Task Validating_ByDefault_HoldsUpstreamsNamesAndTwoMore()
    {
        var rendered = await Chart.RenderAsync();

        Names(rendered, "ValidatingWebhookConfiguration").ShouldBe(
        [
            "apidefinition", "apiguardrail", "apiresource", "apiv4definition", "application", "dictionary", "documentation", "group", "managementcontext",
            "notification", "portal", "portallink", "portallisting", "sharedpolicygroups", "subscription",
        ]);
    }

    [Theory]
    [InlineData("manager.scope.cluster=false")]
    [InlineData("manager.scope.namespaces={a}")]
    [InlineData("manager.guardrails.enabled=false")]
    public async Task Validating_WithoutGuardrails_LeavesThemOut(string set) =>
        Names(await Chart.RenderAsync(set), "ValidatingWebhookConfiguration").ShouldNotContain("apiguardrail");

    [Fact]
    public async Task Mutating_ByDefault_HoldsTheKindsWithDefaults() =>
        Names(await Chart.RenderAsync(), "MutatingWebhookConfiguration").ShouldBe(["application", "managementcontext"]);

    /// <summary>A webhook that the operator serves and the chart does not name is never asked.</summary>
    [Fact]
    public async Task Webhooks_ComparedWithTheOperator_IncludeAllThatItServes()
    {
        var rendered = await Chart.RenderAsync();
        var called = rendered.Webhooks.Select(webhook => (webhook.Text("name")!, webhook.Text("clientConfig/service/path")!, webhook.Text("rules/0/resources/0")!));

        WebhookSet.Descriptions.Select(served => (served.Name, served.Path, served.ResourceType.Plural)).Except(called).ShouldBeEmpty();
    }

    /// <summary>While nobody answers, nothing but objects of this group is held up: no pod, and nothing in kube-system.</summary>
    [Fact]
    public async Task Webhooks_AllOfThem_AreAskedAboutOwnObjectsOnly() =>
        (await Chart.RenderAsync()).Webhooks.ShouldAllBe(webhook =>
            webhook["rules"]!.AsArray().Count == 1 && webhook.At("rules/0/apiGroups")!.ToJsonString() == """["gravitee.io"]""" && webhook.Text("sideEffects") == "None");

    [Fact]
    public async Task Webhook_ByDefault_SaysWhatUpstreamSays()
    {
        var webhook = (await Chart.RenderAsync()).Of("ValidatingWebhookConfiguration").Single().At("webhooks/0")!;

        webhook.Text("failurePolicy").ShouldBe("Fail");
        webhook.Text("matchPolicy").ShouldBe("Equivalent");
        webhook.Text("sideEffects").ShouldBe("None");
        webhook.At("namespaceSelector")!.ToJsonString().ShouldBe("{}");
        webhook.At("objectSelector")!.ToJsonString().ShouldBe("{}");
        webhook.At("admissionReviewVersions")!.ToJsonString().ShouldBe("""["v1"]""");
        webhook.At("rules")!.ToJsonString().ShouldBe(
            """[{"apiGroups":["gravitee.io"],"apiVersions":["v1alpha1"],"operations":["CREATE","UPDATE","DELETE"],"resources":["apidefinitions"],"scope":"*"}]""");
        webhook.At("clientConfig")!.ToJsonString().ShouldBe(
            """{"service":{"name":"gko-webhook","namespace":"gko-system","path":"/validate-gravitee-io-v1alpha1-apidefinition","port":443}}""");
    }

    /// <summary>Whoever else writes the field would fight with the operator or with cert-manager for ever.</summary>
    [Theory]
    [InlineData("selfSigned")]
    [InlineData("certManager")]
    [InlineData("existingSecret")]
    public async Task Webhook_InEachMode_LeavesTheCaBundleOut(string mode) =>
        (await Chart.RenderAsync($"manager.webhook.cert.mode={mode}")).Webhooks.ShouldAllBe(webhook => webhook.At("clientConfig/caBundle") == null);

    [Fact]
    public async Task Webhook_ByDefault_LetsDeletionsAndTheOperatorPass() =>
        (await Chart.RenderAsync("serviceAccount.name=custom")).Webhooks.ShouldAllBe(webhook =>
            webhook.At("matchConditions")!.AsArray().Select(condition => condition.Text("expression")).SequenceEqual(new[]
            {
                "oldObject == null || !has(oldObject.metadata.deletionTimestamp) || (object != null && (has(object.spec) != has(oldObject.spec) || (has(object.spec) && object.spec != oldObject.spec)))",
                "request.userInfo.username != \"system:serviceaccount:gko-system:custom\"",
            }));

    [Fact]
    public async Task Webhook_WithMatchConditionsOff_HasNone() =>
        (await Chart.RenderAsync("manager.webhook.configuration.matchConditions=false")).Webhooks.ShouldAllBe(webhook => webhook.At("matchConditions") == null);

    [Theory]
    [InlineData("1.27.9", false)]
    [InlineData("1.28.0", true)]
    [InlineData("v1.30.4-eks-a18cd3a", true)]
    public async Task Webhook_ForAVersionOfKubernetes_HasMatchConditionsThatItKnows(string version, bool has) =>
        (await Chart.RenderForAsync(version)).Webhooks.ShouldAllBe(webhook => webhook.At("matchConditions") != null == has);

    [Fact]
    public async Task Webhook_WithFailurePolicyIgnore_SaysSo() =>
        (await Chart.RenderAsync("manager.webhook.configuration.failurePolicy=Ignore")).Webhooks.ShouldAllBe(webhook => webhook.Text("failurePolicy") == "Ignore");

    [Fact]
    public async Task Webhook_WithoutLimitForApim_MayTakeWhatTheApiServerAllows() =>
        (await Chart.RenderAsync("manager.httpClient.timeoutSeconds=0")).Webhooks.ShouldAllBe(webhook => webhook.Text("timeoutSeconds") == "30");

    [Fact]
    public async Task Webhook_WithAnotherService_CallsIt()
    {
        var rendered = await Chart.RenderAsync(
            "manager.webhook.service.name=hook", "manager.webhook.service.port=8443", "manager.webhook.service.targetPort=10443");

        rendered.Webhooks.ShouldAllBe(webhook => webhook.Text("clientConfig/service/name") == "hook" && webhook.Text("clientConfig/service/port") == "8443");
        rendered.One("Service", "hook").Text("spec/ports/0/port").ShouldBe("8443");
        rendered.Environment["WEBHOOK_SERVICE_PORT"].ShouldBe("10443");
        rendered.Container["ports"]!.AsArray().ShouldContain(port => port.Text("name") == "webhook" && port.Text("containerPort") == "10443");
    }

    private static IEnumerable<string> Names(Rendered rendered, string kind) => rendered.Of(kind).Single()["webhooks"]!.AsArray()
        .Select(webhook => webhook.Text("name")!["v1alpha1.gravitee.io.".Length..])
        .Order(StringComparer.Ordinal);
}
