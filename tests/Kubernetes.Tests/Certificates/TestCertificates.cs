using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Certificates;

namespace Gko.Kubernetes.Tests.Certificates;

internal static class TestCertificates
{
    public static SelfSignedOptions Options { get; } = new()
    {
        Names = ["webhook.ops.svc", "webhook.ops", "127.0.0.1", "::1"],
        Owner = "demo",
    };

    /// <summary>A new pair for loopback names.</summary>
    public static CertificatePair Pair(DateTimeOffset? now = null)
    {
        var bundle = Bundle(now);
        return new CertificatePair(bundle.Certificate, bundle.Key);
    }

    public static CertificateBundle Bundle(DateTimeOffset? now = null) =>
        new CertificateRotation(Options).Next(null, now ?? TimeProvider.System.GetUtcNow());

    public static string SerialOf(CertificatePair pair)
    {
        using var certificate = X509Certificate2.CreateFromPem(pair.Certificate);
        return certificate.SerialNumber;
    }

    public static X509Certificate2 Leaf(this CertificateBundle bundle) => X509Certificate2.CreateFromPem(bundle.Certificate);

    public static X509Certificate2Collection Trusted(this CertificateBundle bundle)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(bundle.Authorities);
        return certificates;
    }

    /// <summary>A bundle as an operator without rotation leaves it: a hundred years, no authority key.</summary>
    public static CertificateBundle Eternal(DateTimeOffset now, params string[] names)
    {
        var century = TimeSpan.FromDays(36500);
        var options = Options with { Names = names, AuthorityLifetime = century, CertificateLifetime = century };
        var bundle = new CertificateRotation(options).Next(null, now);
        return new CertificateBundle(bundle.Authorities, null, bundle.Certificate, bundle.Key);
    }

    public static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }
}
