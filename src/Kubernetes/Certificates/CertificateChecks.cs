using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Kubernetes.Certificates;

/// <summary>Questions about certificates.</summary>
internal static class CertificateChecks
{
    /// <summary>Whether two thirds of the lifetime are over.</summary>
    public static bool IsDue(X509Certificate2 certificate, DateTimeOffset now)
    {
        DateTimeOffset start = certificate.NotBefore, end = certificate.NotAfter;
        return now >= start + ((end - start) * 2 / 3);
    }

    public static bool IsExpired(X509Certificate2 certificate, DateTimeOffset now) => now >= new DateTimeOffset(certificate.NotAfter);

    /// <summary>Whether the alternative names include all these DNS names and addresses.</summary>
    public static bool Covers(X509Certificate2 certificate, IEnumerable<string> names)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (extension is null)
        {
            return false;
        }

        var hosts = extension.EnumerateDnsNames().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var addresses = extension.EnumerateIPAddresses().ToHashSet();
        return names.All(name => IPAddress.TryParse(name, out var address) ? addresses.Contains(address) : hosts.Contains(name));
    }

    /// <summary>
    /// Whether one of the authorities stands behind the certificate; dates are another question. As with API servers, an authority
    /// need not be a root to be trusted.
    /// </summary>
    public static bool IsIssuedBy(
        X509Certificate2 certificate, X509Certificate2Collection authorities, params IEnumerable<X509Certificate2> intermediates)
    {
        // One by one: authorities that follow one another often have the same name, and only one path would be tried.
        X509Certificate2[] between = [.. intermediates];
        return authorities.Any(authority => IsIssuedBy(certificate, authority, between));
    }

    /// <summary>The certificate with its key; null when the texts are no pair.</summary>
    public static X509Certificate2? TryPair(string certificate, string? key)
    {
        try
        {
            return key is null ? null : X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>All certificates of a PEM text; none when it cannot be read.</summary>
    public static X509Certificate2Collection ReadAll(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates;
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 authority, X509Certificate2[] intermediates)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags =
            X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(certificate) && chain.ChainElements.Any(element => element.Certificate.Equals(authority));
    }
}
