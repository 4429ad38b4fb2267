using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;

namespace Gko.Charts.Tests.Releases;

/// <summary>The webhooks' certificate as cert-manager or an administrator makes it, and the kinds of cert-manager without what they do.</summary>
internal sealed class CertificateOfOthers(ReleaseCluster cluster) : IDisposable
{
    /// <summary>The Secret that holds it.</summary>
    public const string Secret = "webhook-served";

    private readonly TestCertificates _authority = new();

    /// <summary>Makes the kinds of cert-manager, so that its objects are accepted.</summary>
    public static async Task ApplyKindsAsync(ReleaseCluster cluster)
    {
        await cluster.ApplyAsync(string.Join("\n---\n", Kind("Issuer"), Kind("Certificate")));
        await cluster.Kubectl.RunAsync(
            "wait", "--for=condition=Established", "crd/issuers.cert-manager.io", "crd/certificates.cert-manager.io", "--timeout=30s");
    }

    /// <summary>Makes the Secret.</summary>
    public async Task StoreAsync()
    {
        using var certificate = _authority.ForHost($"gko-webhook.{Chart.Namespace}.svc");
        var secret = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = Secret, ["namespace"] = Chart.Namespace },
            ["stringData"] = new JsonObject
            {
                ["ca.crt"] = _authority.AuthorityPem,
                ["tls.crt"] = certificate.ExportCertificatePem(),
                ["tls.key"] = certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            },
        };
        await cluster.ApplyAsync(secret.ToJsonString());
    }

    /// <summary>Tells the API server whom to trust, where the injector of cert-manager would.</summary>
    public async Task InjectAsync(Rendered release)
    {
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(_authority.AuthorityPem));
        foreach (var configuration in release.Objects.Where(item => item.At("metadata/annotations")?["cert-manager.io/inject-ca-from"] is not null))
        {
            var patch = new JsonArray([.. configuration["webhooks"]!.AsArray().Select((_, index) =>
                new JsonObject { ["op"] = "add", ["path"] = $"/webhooks/{index}/clientConfig/caBundle", ["value"] = bundle })]);
            await cluster.Kubectl.RunAsync(
                "patch", configuration.Text("kind")!, configuration.Text("metadata/name")!, "--type=json", "--patch", patch.ToJsonString());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();

    private static string Kind(string kind)
    {
        var singular = kind.ToLowerInvariant();
        return $$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: {{singular}}s.cert-manager.io
            spec:
              group: cert-manager.io
              scope: Namespaced
              names: {kind: {{kind}}, plural: {{singular}}s, singular: {{singular}}}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;
    }
}
