using System.Security.Cryptography.X509Certificates;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;

namespace Gko.Charts.Tests.Releases;

/// <summary>Files that the values have mounted into the pod.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class MountsOnRing4Tests(ReleaseCluster cluster)
{
    private static readonly string[] Mounted =
    [
        "manager.metrics.certDir=/certificates", "manager.volumes[0].name=certificates", "manager.volumes[0].secret.secretName=metrics",
        "manager.volumeMounts[0].name=certificates", "manager.volumeMounts[0].mountPath=/certificates", "manager.volumeMounts[0].readOnly=true",
    ];

    [Fact]
    public async Task Metrics_WithAMountedCertificate_ServeItAndItsSuccessor()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await cluster.EnsureNamespacesAsync(Chart.Namespace);
        using var authority = new TestCertificates();
        var first = await StoreAsync(authority);
        await using var release = await Release.InstallAsync(cluster, Mounted);
        (await ServedAsync(release)).ShouldBe(first);

        var second = await StoreAsync(authority);
        await release.Pod.SyncAsync();

        await Eventually.TrueAsync(async () => await ServedAsync(release) == second, "the certificate that was mounted last is served");
    }

    /// <returns>The thumbprint of what the Secret now holds.</returns>
    private async Task<string> StoreAsync(TestCertificates authority)
    {
        using var certificate = authority.ForHost("metrics.example.com");
        var key = certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
        await cluster.ApplyAsync(
            $$"""
            {
              "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "metrics", "namespace": "{{Chart.Namespace}}" },
              "stringData": { "tls.crt": "{{certificate.ExportCertificatePem().ReplaceLineEndings("\\n")}}", "tls.key": "{{key.ReplaceLineEndings("\\n")}}" }
            }
            """);
        return certificate.Thumbprint;
    }

    private static async Task<string?> ServedAsync(Release release)
    {
        string? served = null;
        using var handler = new HttpClientHandler
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (served = certificate?.Thumbprint) is not null,
        };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(release.Pod.Address("https", "metrics"));
        return served;
    }
}
