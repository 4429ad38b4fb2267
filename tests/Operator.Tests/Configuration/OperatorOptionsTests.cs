using Gko.Kubernetes.Logging;
using Gko.Operator.Configuration;
using Gko.Webhooks;
using Microsoft.Extensions.Logging;

namespace Gko.Operator.Tests.Configuration;

public sealed class OperatorOptionsTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a,b", false)]
    [InlineData("true", "a,b", true)]
    [InlineData("false", "", false)]
    public void FromEnvironment_Guardrails_AreOnForTheWholeClusterUnlessToldOtherwise(string asked, string namespaces, bool expected) =>
        OperatorOptions.FromEnvironment(name => name switch { "ENABLE_GUARDRAILS" => asked, "NAMESPACE" => namespaces, _ => null })
            .UsesGuardrails.ShouldBe(expected);

    [Fact]
    public void FromEnvironment_Nothing_IsTheDefaultOfUpstreamsCode()
    {
        var options = Read();

        options.ShouldSatisfyAllConditions(
            () => options.Namespaces.ShouldBeEmpty(),
            () => options.ApplyCrds.ShouldBeFalse(),
            () => options.LeaderElection.ShouldBeFalse(),
            () => options.PodNamespace.ShouldBeNull(),
            () => options.ProbesPort.ShouldBe(8081),
            () => options.MaxConcurrentReconciles.ShouldBe(4),
            () => options.AlwaysReconcile.ShouldBeFalse(),
            () => options.Templating.ShouldBeTrue(),
            () => options.Problems.ShouldBeEmpty());
    }

    [Fact]
    public void FromEnvironment_Nothing_LeavesWebhooksOff()
    {
        var webhook = Read().Webhook;

        webhook.ShouldSatisfyAllConditions(
            () => webhook.Enabled.ShouldBeFalse(),
            () => webhook.Port.ShouldBe(9443),
            () => webhook.CertificateMode.ShouldBe(WebhookCertificateMode.Files),
            () => webhook.CertificateFolder.ShouldEndWith("k8s-webhook-server/serving-certs"),
            () => webhook.ValidatingConfigurationName.ShouldBe("gko-validating-webhook-configurations"),
            () => webhook.MutatingConfigurationName.ShouldBe("gko-mutating-webhook-configurations"),
            () => webhook.Policy.OnApimUnavailable.ShouldBe(ApimUnavailablePolicy.Warn),
            () => webhook.Policy.CrossNamespaceReferences.ShouldBe(CrossNamespacePolicy.Warn));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a,b", "a b")]
    [InlineData(" a , b ,, ", "a b")]
    [InlineData(",", "")]
    public void FromEnvironment_Namespace_IsAList(string value, string expected) =>
        string.Join(' ', Read(("NAMESPACE", value)).Namespaces).ShouldBe(expected);

    public static TheoryData<string, string, Func<OperatorOptions, object?>, object?> Settings { get; } = new()
    {
        { "APPLY_CRDS", "true", options => options.ApplyCrds, true },
        { "ENABLE_LEADER_ELECTION", "true", options => options.LeaderElection, true },
        { "POD_NAMESPACE", "gko", options => options.PodNamespace, "gko" },
        { "PROBES_PORT", "0", options => options.ProbesPort, 0 },
        { "MAX_CONCURRENT_RECONCILES", "16", options => options.MaxConcurrentReconciles, 16 },
        { "RECONCILE_STRATEGY", "always", options => options.AlwaysReconcile, true },
        { "RECONCILE_STRATEGY", "onSpecChange", options => options.AlwaysReconcile, false },
        { "ENABLE_TEMPLATING", "false", options => options.Templating, false },
        { "ENABLE_TEMPLATING", "true", options => options.Templating, true },
        { "LOGS_FORMAT", "json", options => options.Logs.Json, true },
        { "LOGS_FORMAT", "console", options => options.Logs.Json, false },
        { "LOGS_LEVEL", "debug", options => options.Logs.Level, LogLevel.Debug },
        { "LOGS_LEVEL", "WARN", options => options.Logs.Level, LogLevel.Warning },
        { "LOGS_LEVEL", "error", options => options.Logs.Level, LogLevel.Error },
        { "LOGS_LEVEL_CASE", "lower", options => options.Logs.Line.LowerCaseLevels, true },
        { "LOGS_LEVEL_CASE", "upper", options => options.Logs.Line.LowerCaseLevels, false },
        { "LOGS_TIMESTAMP_FIELD", "ts", options => options.Logs.Line.TimestampField, "ts" },
        { "LOGS_TIMESTAMP_FORMAT", "iso-8601", options => options.Logs.Line.TimestampFormat, LogTimestampFormat.Iso8601 },
        { "LOGS_TIMESTAMP_FORMAT", "epoch-second", options => options.Logs.Line.TimestampFormat, LogTimestampFormat.EpochSecond },
        { "LOGS_TIMESTAMP_FORMAT", "epoch-millis", options => options.Logs.Line.TimestampFormat, LogTimestampFormat.EpochMillis },
        { "LOGS_TIMESTAMP_FORMAT", "epoch-nano", options => options.Logs.Line.TimestampFormat, LogTimestampFormat.EpochNano },
        { "GKO_MANAGER_SILENT_LOG", "true", options => options.Logs.Silent, true },
        { "ENABLE_WEBHOOK", "true", options => options.Webhook.Enabled, true },
        { "WEBHOOK_SERVICE_PORT", "10443", options => options.Webhook.Port, 10443 },
        { "WEBHOOK_NAMESPACE", "gko", options => options.Webhook.Namespace, "gko" },
        { "WEBHOOK_SERVICE_NAME", "hook", options => options.Webhook.ServiceName, "hook" },
        { "WEBHOOK_CERT_SECRET_NAME", "cert", options => options.Webhook.CertificateSecretName, "cert" },
        { "WEBHOOK_CERT_SECRET_NAME", "cert", options => options.Webhook.CertificateMode, WebhookCertificateMode.SelfSigned },
        { "WEBHOOK_URL", "https://localhost:9443", options => options.Webhook.CertificateMode, WebhookCertificateMode.SelfSigned },
        { "WEBHOOK_CERT_MODE", "files", options => options.Webhook.CertificateMode, WebhookCertificateMode.Files },
        { "WEBHOOK_CERT_DIR", "/certs", options => options.Webhook.CertificateFolder, "/certs" },
        { "WEBHOOK_VALIDATING_CONFIGURATION_NAME", "v", options => options.Webhook.ValidatingConfigurationName, "v" },
        { "WEBHOOK_MUTATING_CONFIGURATION_NAME", "m", options => options.Webhook.MutatingConfigurationName, "m" },
        { "WEBHOOK_ON_APIM_UNAVAILABLE", "deny", options => options.Webhook.Policy.OnApimUnavailable, ApimUnavailablePolicy.Deny },
        { "WEBHOOK_CROSS_NAMESPACE_REFERENCES", "allow", options => options.Webhook.Policy.CrossNamespaceReferences, CrossNamespacePolicy.Allow },
        { "WEBHOOK_CROSS_NAMESPACE_REFERENCES", "Deny", options => options.Webhook.Policy.CrossNamespaceReferences, CrossNamespacePolicy.Deny },
        { "WEBHOOK_STRICT", "paths, no-plans", options => string.Join(' ', options.Webhook.Policy.Strict), "paths no-plans" },
        { "WEBHOOK_STRICT", "all", options => options.Webhook.Policy.IsStrict(CheckIds.Endpoints), true },
        { "CHECK_API_CONTEXT_PATH_CONFLICT_IN_CLUSTER", "true", options => options.Webhook.Policy.PathConflictsInCluster, true },
        { "HTTP_CLIENT_TIMEOUT_SECONDS", "9", options => options.Apim.TimeoutSeconds, 9 },
        { "HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY", "true", options => options.Apim.InsecureSkipCertVerify, true },
        { "HTTP_CLIENT_TRUSTSTORE_PATH", "/ca.pem", options => options.Apim.TrustStorePath, "/ca.pem" },
        { "HTTP_CLIENT_PROXY_URL", "http://proxy", options => options.Apim.Proxy.Url, "http://proxy" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void FromEnvironment_Setting_IsRead(string name, string value, Func<OperatorOptions, object?> setting, object? expected)
    {
        var options = Read((name, value));

        setting(options).ShouldBe(expected);
        options.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("APPLY_CRDS", "True", "it must be \"true\" or \"false\"; false is used.")]
    [InlineData("ENABLE_LEADER_ELECTION", "1", "it must be \"true\" or \"false\"; false is used.")]
    [InlineData("ENABLE_TEMPLATING", "False", "it must be \"true\" or \"false\"; true is used.")]
    [InlineData("DEV_MODE", "yes", "it must be \"true\" or \"false\"; false is used.")]
    [InlineData("ENABLE_WEBHOOK", "on", "it must be \"true\" or \"false\"; false is used.")]
    [InlineData("PROBES_PORT", "http", "it must be a whole number from 0 to 65535; 8081 is used.")]
    [InlineData("PROBES_PORT", "65536", "it must be a whole number from 0 to 65535; 8081 is used.")]
    [InlineData("WEBHOOK_SERVICE_PORT", "0", "it must be a whole number from 1 to 65535; 9443 is used.")]
    [InlineData("MAX_CONCURRENT_RECONCILES", "0", "it must be a whole number from 1 up; 4 is used.")]
    [InlineData("MAX_CONCURRENT_RECONCILES", "99999999999", "it must be a whole number from 1 up; 4 is used.")]
    [InlineData("RECONCILE_STRATEGY", "sometimes", "it must be one of \"onSpecChange\", \"always\"; \"onSpecChange\" is used.")]
    [InlineData("LOGS_LEVEL", "loud", "it must be one of \"debug\", \"info\", \"warn\", \"error\"; \"info\" is used.")]
    [InlineData("LOGS_FORMAT", "xml", "it must be one of \"console\", \"json\"; \"console\" is used.")]
    [InlineData("LOGS_LEVEL_CASE", "title", "it must be one of \"upper\", \"lower\"; \"upper\" is used.")]
    [InlineData("LOGS_TIMESTAMP_FORMAT", "unix", "it must be one of \"iso-8601\", \"epoch-second\", \"epoch-millis\", \"epoch-nano\"; \"iso-8601\" is used.")]
    [InlineData("WEBHOOK_ON_APIM_UNAVAILABLE", "maybe", "it must be one of \"warn\", \"deny\"; \"warn\" is used.")]
    [InlineData("WEBHOOK_ON_APIM_UNAVAILABLE", "1", "it must be one of \"warn\", \"deny\"; \"warn\" is used.")]
    [InlineData("WEBHOOK_CROSS_NAMESPACE_REFERENCES", "no", "it must be one of \"allow\", \"warn\", \"deny\"; \"warn\" is used.")]
    [InlineData("HTTP_CLIENT_TIMEOUT_SECONDS", "-1", "it must be a whole number from 0 up; 5 is used.")]
    [InlineData("HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY", "TRUE", "it must be \"true\" or \"false\"; false is used.")]
    public void FromEnvironment_UnusableValue_IsReportedAndTheDefaultApplies(string name, string value, string problem) =>
        Read((name, value)).ShouldBeDefaultBut(problems: [$"{name}=\"{value}\" is ignored: {problem}"]);

    [Fact]
    public void FromEnvironment_UnknownStrictCheck_IsReportedAndLeftOut()
    {
        var options = Read(("WEBHOOK_STRICT", "paths,pathes"));

        options.Problems.ShouldHaveSingleItem().ShouldStartWith("\"pathes\" in WEBHOOK_STRICT is ignored: it must be one of \"no-plans\"");
        options.Webhook.Policy.Strict.ShouldBe(["paths"]);
    }

    [Fact]
    public void FromEnvironment_FeatureThatIsMissing_IsReported() => Read(("ENABLE_GATEWAY_API", "true")).Problems.ShouldBe(
        ["ENABLE_GATEWAY_API=true is ignored: this version of gko does not have that feature yet."]);

    [Theory]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void FromEnvironment_Ingresses_AreSeenOnlyWhereSaid(string value, bool seen)
    {
        var options = Read(("ENABLE_INGRESS", value));

        (options.Ingresses, options.Problems.Count).ShouldBe((seen, 0));
    }

    [Fact]
    public void FromEnvironment_JsonLogsInDevelopment_AreText() =>
        Read(("LOGS_FORMAT", "json"), ("DEV_MODE", "true")).Logs.Json.ShouldBeFalse();

    [Fact]
    public void FromEnvironment_WebhookUrl_TurnsWebhooksOnAtItsPort()
    {
        var webhook = Read(("WEBHOOK_URL", "https://localhost:9555")).Webhook;

        (webhook.Enabled, webhook.Port, webhook.Url!.Host).ShouldBe((true, 9555, "localhost"));
    }

    [Fact]
    public void FromEnvironment_WebhookUrlBehindAForwardedPort_ListensOnTheOther() =>
        Read(("WEBHOOK_URL", "https://example.com"), ("WEBHOOK_SERVICE_PORT", "9556")).Webhook.Port.ShouldBe(9556);

    [Fact]
    public void FromEnvironment_WebhookUrlButTurnedOff_StaysOff() =>
        Read(("WEBHOOK_URL", "https://localhost"), ("ENABLE_WEBHOOK", "false")).Webhook.Enabled.ShouldBeFalse();

    [Theory]
    [InlineData("http://localhost:9443")]
    [InlineData("localhost:9443")]
    public void FromEnvironment_WebhookUrlIsNotHttps_CannotStart(string url) =>
        Should.Throw<InvalidOperationException>(() => Read(("WEBHOOK_URL", url))).Message.ShouldContain($"WEBHOOK_URL=\"{url}\"");

    [Theory]
    [InlineData("selfSigned", WebhookCertificateMode.SelfSigned)]
    [InlineData("certManager", WebhookCertificateMode.CertManager)]
    [InlineData("existingsecret", WebhookCertificateMode.ExistingSecret)]
    [InlineData("files", WebhookCertificateMode.Files)]
    public void FromEnvironment_CertificateMode_WinsOverTheSecretsName(string value, WebhookCertificateMode expected) =>
        Read(("WEBHOOK_CERT_MODE", value), ("WEBHOOK_CERT_SECRET_NAME", "cert"), ("WEBHOOK_NAMESPACE", "gko")).Webhook.CertificateMode.ShouldBe(expected);

    [Theory]
    [InlineData("selfSigned")]
    [InlineData("certManager")]
    [InlineData("existingSecret")]
    public void FromEnvironment_CertificateModeWithoutASecret_CannotStart(string mode) =>
        Should.Throw<InvalidOperationException>(() => Read(("WEBHOOK_CERT_MODE", mode), ("WEBHOOK_NAMESPACE", "gko")))
            .Message.ShouldBe($"WEBHOOK_CERT_MODE={mode} needs WEBHOOK_CERT_SECRET_NAME and WEBHOOK_NAMESPACE.");

    [Theory]
    [InlineData("certManager")]
    [InlineData("files")]
    public void FromEnvironment_CertificateOfOthersUnderAUrl_CannotStart(string mode) =>
        Should.Throw<InvalidOperationException>(() => Read(("WEBHOOK_CERT_MODE", mode), ("WEBHOOK_URL", "https://localhost:9443")))
            .Message.ShouldContain("use selfSigned or existingSecret");

    [Fact]
    public void FromEnvironment_SelfSignedUnderAUrl_NeedsNoSecret() =>
        Read(("WEBHOOK_CERT_MODE", "selfSigned"), ("WEBHOOK_URL", "https://localhost:9443")).Webhook.CertificateSecretName.ShouldBeEmpty();

    private static OperatorOptions Read(params (string Name, string Value)[] variables) => OperatorOptions.FromEnvironment(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
