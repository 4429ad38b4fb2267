using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Gko.Operator.Configuration;
using Gko.Testing;

namespace Gko.Operator.Tests.Configuration;

/// <summary>The manifests in <c>certs/</c> go with the settings that their README tells.</summary>
public sealed class CertManagerManifestTests
{
    [Fact]
    public void Certificate_IsForTheServiceAndSecretOfTheReadme()
    {
        var options = OperatorOptions.FromEnvironment(name => Settings().GetValueOrDefault(name)).Webhook;
        var certificate = Read("certificate.yaml").ShouldHaveSingleItem();

        ((string?)certificate["metadata"]!["namespace"]).ShouldBe(options.Namespace);
        ((string?)certificate["spec"]!["secretName"]).ShouldBe(options.CertificateSecretName);
        certificate["spec"]!["dnsNames"]!.AsArray().Select(name => (string?)name).ShouldContain($"{options.ServiceName}.{options.Namespace}.svc");
        options.CertificateMode.ShouldBe(WebhookCertificateMode.CertManager);
        options.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void Issuers_SignWhatTheOthersAskFor()
    {
        var (issuers, certificate) = (Read("issuer.yaml"), Read("certificate.yaml")[0]);
        string? Name(JsonObject document) => (string?)document["metadata"]!["name"];

        issuers.Where(document => (string?)document["kind"] == "Issuer").Select(Name).ShouldBe(["gko-webhook-root", "gko-webhook"]);
        ((string?)certificate["spec"]!["issuerRef"]!["name"]).ShouldBe(Name(issuers[2]));
        ((string?)issuers[1]["spec"]!["issuerRef"]!["name"]).ShouldBe(Name(issuers[0]));
        ((string?)issuers[2]["spec"]!["ca"]!["secretName"]).ShouldBe((string?)issuers[1]["spec"]!["secretName"]);
    }

    private static List<JsonObject> Read(string file) =>
        [.. YamlReader.ReadAll(File.ReadAllText(RepositoryPaths.Of("certs", file))).Select(document => document!.AsObject())];

    private static Dictionary<string, string> Settings() => File.ReadLines(RepositoryPaths.Of("certs", "README.md"))
        .Where(line => line.StartsWith("WEBHOOK_", StringComparison.Ordinal) || line.StartsWith("ENABLE_", StringComparison.Ordinal))
        .Select(line => line.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
