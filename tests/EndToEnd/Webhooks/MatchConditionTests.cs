using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Webhooks;

/// <summary>
/// What API servers make of match conditions: the webhooks lead nowhere, so that one that is asked fails the request. Both servers
/// have to agree on everything here.
/// </summary>
public abstract class MatchConditionTests(ClusterFixture cluster)
{
    private const string Asked = "connection refused";
    private const string Passed = "";

    [Theory]
    [InlineData("both-true", "Fail", Asked, "true", "request.operation == 'CREATE'")]
    [InlineData("one-false", "Fail", Passed, "true", "object.metadata.name == 'other'")]
    [InlineData("error", "Fail", "configmaps \"error\" is forbidden: expression 'object.data.foo == '1'' resulted in error: no such key: data", "object.data.foo == '1'")]
    [InlineData("error-ignored", "Ignore", Passed, "object.data.foo == '1'")]
    [InlineData("error-and-false", "Fail", Passed, "object.data.foo == '1'", "false")]
    [InlineData("two-errors", "Fail", "is forbidden: [expression 'object.a.b == 1' resulted in error: no such key: a, expression 'object.c.d == 1' resulted in error: no such key: c]", "object.a.b == 1", "object.c.d == 1")]
    [InlineData("old-object", "Fail", Asked, "oldObject == null || !has(oldObject.metadata.deletionTimestamp)")]
    [InlineData("user", "Fail", Asked, "request.userInfo.username != ''", "'system:authenticated' in request.userInfo.groups")]
    [InlineData("namespace", "Fail", Passed, "request.namespace == 'other'")]
    [InlineData("subresource", "Fail", "resulted in error: no such key: subResource", "request.subResource == ''")]
    [InlineData("request", "Fail", Asked, "request.name == 'request' && request.options.kind == 'CreateOptions' && request.kind.kind == 'ConfigMap' && request.resource.resource == 'configmaps'")]
    [InlineData("dry-run", "Fail", Passed, "request.dryRun")]
    [InlineData("missing-key", "Fail", "resulted in error: no such key: nope", "has(object.nope.foo)")]
    [InlineData("key-of-text", "Fail", Passed, "has(object.metadata.name.foo)")]
    [InlineData("no-overload", "Fail", "resulted in error: no such overload", "object.metadata.name + 1 == 2")]
    [InlineData("no-truth", "Fail", "resulted in error: no such overload", "object.metadata.name && true")]
    [InlineData("labels", "Fail", Asked, "object.metadata.labels.exists(key, key == 'case')")]
    public async Task Create_Conditions_DecideWhetherTheWebhookIsAsked(string test, string policy, string expected, params string[] expressions)
    {
        await ConfigureAsync(test, policy, expressions);

        var result = await cluster.Kubectl.TryAsync(Map(test), "create", "-f", "-");

        if (expected == Passed)
        {
            result.ExitCode.ShouldBe(0, result.ToString());
        }
        else
        {
            result.Error.ShouldContain(expected);
        }
    }

    [Fact]
    public async Task UnderDeletion_WritesAndDeletesPass_ButNoFirstDelete()
    {
        cluster.RequireOrSkip();
        await cluster.Kubectl.RunAsync("create", "configmap", "alive");
        await cluster.Kubectl.RunAsync("create", "configmap", "dying");
        await cluster.Kubectl.RunAsync("label", "configmap", "alive", "dying", "case=deletion");
        await cluster.Kubectl.PatchAsync("default", "configmap", "dying", """{"metadata":{"finalizers":["demo.io/wait"]}}""");
        await cluster.Kubectl.StartDeletionAsync("default", "configmap", "dying");
        await ConfigureAsync("deletion", "Fail", "oldObject == null || !has(oldObject.metadata.deletionTimestamp)");

        (await cluster.Kubectl.TryAsync(null, "delete", "configmap", "alive", "--wait=false")).Error.ShouldContain(Asked);
        (await cluster.Kubectl.TryAsync(null, "annotate", "configmap", "alive", "a=b")).Error.ShouldContain(Asked);
        await cluster.Kubectl.RunAsync("annotate", "configmap", "dying", "a=b");
        await cluster.Kubectl.StartDeletionAsync("default", "configmap", "dying");
        await cluster.Kubectl.PatchAsync("default", "configmap", "dying", """{"metadata":{"finalizers":null}}""");
        (await cluster.Kubectl.ExistsAsync("default", "configmap", "dying")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("undeclared", "foo == 1", "matchConditions[0].expression: Invalid value: \"foo == 1\": compilation failed: ")]
    [InlineData("no-field", "request.foo == 1", "undefined field 'foo'")]
    [InlineData("no-field-of-user", "request.userInfo.foo == 1", "undefined field 'foo'")]
    [InlineData("no-object", "request.object == null", "undefined field 'object'")]
    [InlineData("no-uid", "request.uid == ''", "undefined field 'uid'")]
    [InlineData("half", "1 +", "matchConditions[0].expression: Invalid value: \"1 +\": compilation failed: ")]
    [InlineData("no-function", "unknown(object)", "compilation failed: ")]
    [InlineData("text", "'a'", "matchConditions[0].expression: Invalid value: \"'a'\": must evaluate to bool but got string")]
    [InlineData("field", "object.spec.flag", "must evaluate to bool but got dyn")]
    [InlineData("list", "object.items.map(i, i)", "must evaluate to bool but got list(dyn)")]
    [InlineData("either", "object.a ? true : object.b", "must evaluate to bool but got dyn")]
    [InlineData("blank", " ", "matchConditions[0].expression: Required value")]
    [InlineData("bad name", "true", "matchConditions[0].name: Invalid value: \"bad name\": name part must consist of")]
    [InlineData("", "true", "matchConditions[0].name: Required value")]
    public async Task Configure_ConditionThatCannotWork_IsInvalid(string name, string expression, string expected)
    {
        cluster.RequireOrSkip();

        var result = await cluster.Kubectl.TryAsync(Configuration("invalid", "Fail", Condition(name, expression)), "create", "-f", "-");

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("The ValidatingWebhookConfiguration \"invalid\" is invalid");
        result.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Configure_NamesTwice_AreDuplicates()
    {
        cluster.RequireOrSkip();

        var result = await cluster.Kubectl.TryAsync(
            Configuration("twice", "Fail", Condition("x", "true"), Condition("x", "false")), "create", "-f", "-");

        result.Error.ShouldContain("webhooks[0].matchConditions[1].name: Duplicate value: \"x\"");
    }

    private async Task ConfigureAsync(string test, string policy, params string[] expressions)
    {
        cluster.RequireOrSkip();
        var conditions = expressions.Select((expression, index) => Condition($"condition-{index}", expression)).ToArray();
        (await cluster.Kubectl.TryAsync(Configuration(test, policy, conditions), "create", "-f", "-")).OrThrow();
        await Eventually.TrueAsync(
            async () => (await cluster.Kubectl.TryAsync(Map($"{test}-probe"), "create", "--dry-run=server", "-f", "-")).Error.Contains(Asked, StringComparison.Ordinal),
            "the API server has learnt of the webhooks");
    }

    private static string Condition(string name, string expression) => $"{{name: \"{name}\", expression: \"{expression}\"}}";

    /// <summary>Two webhooks that see the same writes, each those of its own label; only the first has conditions.</summary>
    private static string Configuration(string test, string policy, params string[] conditions) =>
        $"""
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata:
          name: {test}
        webhooks:
        {Webhook(test, policy)}
          matchConditions: [{string.Join(", ", conditions)}]
        {Webhook($"{test}-probe", "Fail")}
        """;

    private static string Webhook(string test, string policy) =>
        $$"""
        - name: {{test}}.demo.io
          sideEffects: None
          admissionReviewVersions: [v1]
          failurePolicy: {{policy}}
          clientConfig: {url: "https://127.0.0.1:9/x"}
          objectSelector: {matchLabels: {case: "{{test}}"} }
          rules: [{apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE, UPDATE, DELETE]}]
        """;

    private static string Map(string test) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {test}\n  namespace: default\n  labels: {{case: {test}}}\n";
}
