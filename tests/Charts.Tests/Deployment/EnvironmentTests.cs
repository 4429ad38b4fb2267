using Gko.Charts.Tests.Rendering;
using Gko.Operator.Configuration;

namespace Gko.Charts.Tests.Deployment;

/// <summary>What the chart writes, the operator has to understand.</summary>
public sealed class EnvironmentTests
{
    /// <summary>Settings of upstream that the operator will read when it has what they are about.</summary>
    private static readonly string[] Later =
    [
        "ENABLE_DRIFT_DETECTION", "INGRESS_CLASSES", "TEMPLATE_404_CONFIG_MAP_NAME",
        "TEMPLATE_404_CONFIG_MAP_NAMESPACE", "APPLY_GATEWAY_API_CRDS", "GATEWAY_API_SKIP_API_DEFINITION", "GATEWAY_API_MATCH_ACROSS_ROUTES",
    ];

    /// <summary>Values that write every setting, with other than the defaults.</summary>
    private const string Everything = """
        manager:
          scope: {namespaces: [b, a]}
          maxConcurrentReconciles: 7
          reconcile: {strategy: always}
          templating: {enabled: false}
          logs: {format: console, level: debug, levelCase: lower, timestamp: {field: time, format: epoch-nano}}
          probes: {port: 18081}
          metrics: {port: 18080, certDir: /certs}
          otlp: {endpoint: "http://collector:4318", protocol: http/protobuf, resourceAttributes: {team: apis, tier: 12345678}}
          httpClient:
            timeoutSeconds: 9
            insecureSkipCertVerify: true
            trustStore: {path: /trust/ca.pem}
            proxy: {enabled: true, url: "http://proxy:3128", username: user, password: secret}
          webhook:
            service: {targetPort: 19443}
            admission:
              checkApiContextPathConflictInCluster: true
              strict: [paths, no-plans]
              onApimUnavailable: deny
              crossNamespaceReferences: deny
              hridCollisions: warn
        ingress: {templates: {"404": {name: notfound, namespace: web}}}
        gatewayAPI: {controller: {enabled: true, skipAPIDefinition: true, matchAcrossRoutes: true}}
        """;

    [Fact]
    public async Task Settings_WithEveryValue_ReachTheOperator()
    {
        var options = Read((await Chart.RenderFileAsync(Everything)).Environment, []);

        options.Namespaces.ShouldBe(["b", "a"]);
        options.MaxConcurrentReconciles.ShouldBe(7);
        options.AlwaysReconcile.ShouldBeTrue();
        options.Templating.ShouldBeFalse();
        options.ProbesPort.ShouldBe(18081);
        (options.Metrics.Enabled, options.Metrics.Port, options.Metrics.Secure, options.Metrics.CertificateFolder).ShouldBe((true, 18080, true, "/certs"));
        (options.Apim.TimeoutSeconds, options.Apim.InsecureSkipCertVerify, options.Apim.TrustStorePath).ShouldBe((9, true, "/trust/ca.pem"));
        (options.Apim.Proxy.Url, options.Apim.Proxy.Username, options.Apim.Proxy.Password).ShouldBe(("http://proxy:3128", "user", "secret"));
        (options.Webhook.Enabled, options.Webhook.Port, options.Webhook.Namespace).ShouldBe((true, 19443, Chart.Namespace));
        options.Webhook.Policy.PathConflictsInCluster.ShouldBeTrue();
        options.Webhook.Policy.Strict.ShouldBe(["paths", "no-plans"], ignoreOrder: true);
        options.Webhook.Policy.OnApimUnavailable.ToString().ShouldBe("Deny");
        options.Webhook.Policy.CrossNamespaceReferences.ToString().ShouldBe("Deny");
        options.Webhook.Policy.HridCollisions.ToString().ShouldBe("Warn");
        options.Telemetry.Traces.ShouldBeTrue();
        options.Telemetry.Variables["OTEL_RESOURCE_ATTRIBUTES"].ShouldBe("team=apis,tier=12345678");
    }

    [Fact]
    public async Task Settings_WithEveryValue_AreReadByTheOperator()
    {
        var environment = (await Chart.RenderFileAsync(Everything)).Environment;
        var read = new HashSet<string>();

        Read(environment, read);

        environment.Keys.Except(read).Except(Later).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_ByDefault_GiveTheOperatorNoReasonToComplain()
    {
        var options = Read((await Chart.RenderAsync()).Environment, []);

        options.Problems.ShouldBeEmpty();
        options.LeaderElection.ShouldBeTrue();
        options.ApplyCrds.ShouldBeTrue();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Ingresses_OnOrOff_AreAskedForOnlyWhereTheRoleAllows(string enabled, bool seen)
    {
        var rendered = await Chart.RenderAsync($"ingress.controller.enabled={enabled}");

        Read(rendered.Environment, []).Ingresses.ShouldBe(seen);
        Right.Of(rendered.One("ClusterRole", "gko-controller-manager-cluster-role")).Contains("list ingresses.networking.k8s.io").ShouldBe(seen);
    }

    [Fact]
    public async Task Password_InASecret_IsNotInTheConfigMap()
    {
        var rendered = await Chart.RenderAsync(
            "manager.httpClient.proxy.enabled=true", "manager.httpClient.proxy.password=x", "manager.httpClient.proxy.existingSecret.name=proxy");

        rendered.Environment.Keys.ShouldNotContain("HTTP_CLIENT_PROXY_PASSWORD");
        rendered.Container["env"]!.AsArray().Single(variable => variable.Text("name") == "HTTP_CLIENT_PROXY_PASSWORD")
            .At("valueFrom/secretKeyRef")!.ToJsonString().ShouldBe("""{"name":"proxy","key":"password"}""");
    }

    [Fact]
    public async Task HeadersForTheCollector_Always_ComeFromASecret() =>
        (await Chart.RenderAsync("manager.otlp.endpoint=http://collector:4317", "manager.otlp.headersSecret.name=otlp")).Container["env"]!.AsArray()
            .Single(variable => variable.Text("name") == "OTEL_EXPORTER_OTLP_HEADERS")
            .At("valueFrom/secretKeyRef")!.ToJsonString().ShouldBe("""{"name":"otlp","key":"headers"}""");

    [Theory]
    [InlineData("traces", "OTEL_TRACES_EXPORTER")]
    [InlineData("metrics", "OTEL_METRICS_EXPORTER")]
    public async Task Telemetry_WithASignalOff_SaysSo(string signal, string variable) =>
        (await Chart.RenderAsync("manager.otlp.endpoint=http://collector:4317", $"manager.otlp.{signal}=false")).Environment[variable].ShouldBe("none");

    /// <summary>With <c>true</c> the operator waits for the rights, which those that others made may lack.</summary>
    [Theory]
    [InlineData("manager.scope.cluster=true", "true")]
    [InlineData("manager.guardrails.enabled=false", "false")]
    [InlineData("manager.scope.namespaces={a}", "false")]
    [InlineData("rbac.skipClusterRoles=true", null)]
    [InlineData("rbac.create=false", null)]
    public async Task Guardrails_ByScopeAndRights_AreOnOffOrUpToTheOperator(string set, string? value) =>
        (await Chart.RenderAsync(set)).Environment.GetValueOrDefault("ENABLE_GUARDRAILS").ShouldBe(value);

    [Fact]
    public async Task Telemetry_WithoutEndpoint_IsLeftOut() =>
        (await Chart.RenderAsync()).Environment.Keys.ShouldNotContain(key => key.StartsWith("OTEL_", StringComparison.Ordinal));

    [Fact]
    public async Task PodNamespace_Always_IsThatOfThePod() =>
        (await Chart.RenderAsync()).Container.At("env/0")!.ToJsonString()
            .ShouldBe("""{"name":"POD_NAMESPACE","valueFrom":{"fieldRef":{"fieldPath":"metadata.namespace"}}}""");

    [Theory]
    [InlineData("httpClient.insecureSkipCertVerify=true")]
    [InlineData("manager.httpClient.insecureSkipCertVerify=true")]
    public async Task SkippedVerification_ByTheOldOrTheNewValue_ReachesTheOperator(string set) =>
        (await Chart.RenderAsync(set)).Environment["HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY"].ShouldBe("true");

    private static OperatorOptions Read(IReadOnlyDictionary<string, string> environment, HashSet<string> read) => OperatorOptions.FromEnvironment(name =>
    {
        read.Add(name);
        return environment.GetValueOrDefault(name);
    });
}
