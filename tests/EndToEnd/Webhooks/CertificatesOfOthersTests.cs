using System.Security.Cryptography.X509Certificates;
using Gko.EndToEnd.Clusters;
using Gko.Operator.Configuration;
using Gko.Testing;

namespace Gko.EndToEnd.Webhooks;

/// <summary>Somebody else replaces the certificate while admissions are asked for: well, badly, and by another authority.</summary>
public abstract class CertificatesOfOthersTests(ClusterFixture cluster)
{
    private const int Admissions = 500;

    [Theory]
    [InlineData(WebhookCertificateMode.CertManager)]
    [InlineData(WebhookCertificateMode.ExistingSecret)]
    [InlineData(WebhookCertificateMode.Files)]
    public async Task Certificate_RenewedThenBrokenThenOfAnotherAuthority_NoAdmissionFails(WebhookCertificateMode mode)
    {
        using var folder = new MountedFolder();
        using var authority = new TestCertificates();
        using var successor = new TestCertificates("its successor");
        await using var replicas = await WebhookReplicas.PrepareAsync(
            cluster, $"others-{mode}".ToLowerInvariant(), count: 2, mode, folder: folder.Path);
        var keeper = new Keeper(replicas, mode, folder);
        await keeper.PutAsync(Make(authority, replicas), authority.AuthorityPem);
        await keeper.TrustAsync(authority.AuthorityPem);
        await replicas.StartAsync();
        await using var observer = new TrustObserver(replicas);
        await using var load = new AdmissionLoad(cluster.Backend, replicas.Namespace);
        await load.MoreAsync(50);

        var renewed = Make(authority, replicas);
        await keeper.PutAsync(renewed, authority.AuthorityPem);
        await replicas.ServeAsync(renewed.Certificate, authority.AuthorityPem);

        foreach (var broken in Broken(authority, replicas, renewed.Key))
        {
            await keeper.PutAsync(broken, authority.AuthorityPem);
            await WebhookReplicas.LookAsync();
            await replicas.ServeAsync(renewed.Certificate, authority.AuthorityPem);
        }

        var last = Make(successor, replicas);
        await keeper.TrustAsync(successor.AuthorityPem + "\n" + authority.AuthorityPem);
        await keeper.PutAsync(last, successor.AuthorityPem);
        await replicas.ServeAsync(last.Certificate, successor.AuthorityPem);
        await keeper.TrustAsync(successor.AuthorityPem);
        await Eventually.TrueAsync(async () => (await replicas.CaBundleAsync()).Trim() == successor.AuthorityPem, "only the new authority is trusted");
        await load.MoreAsync(50);

        await load.EndAsync(Admissions);
        (await observer.EndAsync()).ShouldBe([1, 2, 1]);
    }

    /// <summary>A key of another certificate, half of a pair, another server's certificate, and one that has expired.</summary>
    private static (string Certificate, string Key)[] Broken(TestCertificates authority, WebhookReplicas replicas, string key) =>
    [
        (Make(authority, replicas).Certificate, key),
        ("", key),
        Pem(authority.ForHost("elsewhere")),
        Pem(authority.ForHosts(DateTimeOffset.UtcNow.AddMinutes(-1), replicas.Names)),
    ];

    private static (string Certificate, string Key) Make(TestCertificates authority, WebhookReplicas replicas) =>
        Pem(authority.ForHosts(end: null, replicas.Names));

    private static (string Certificate, string Key) Pem(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return (certificate.ExportCertificatePem(), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>Whoever keeps the certificate in this mode, and makes API servers trust it.</summary>
    private sealed class Keeper(WebhookReplicas replicas, WebhookCertificateMode mode, MountedFolder folder)
    {
        public Task PutAsync((string Certificate, string Key) pair, string authority)
        {
            if (mode is WebhookCertificateMode.Files)
            {
                folder.Swap(("tls.crt", pair.Certificate), ("tls.key", pair.Key));
                return Task.CompletedTask;
            }

            return replicas.PutSecretAsync(("tls.crt", pair.Certificate), ("tls.key", pair.Key), ("ca.crt", authority));
        }

        /// <summary>In one of the modes this is the operator's task.</summary>
        public Task TrustAsync(string authorities) => mode is WebhookCertificateMode.ExistingSecret ? Task.CompletedTask : replicas.InjectAsync(authorities);
    }
}
