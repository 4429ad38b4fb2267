using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Client certificates of applications.</summary>
internal static class CertificateRules
{
    public static void Check(JsonObject tls, Findings findings)
    {
        var single = tls.Text("clientCertificate");
        var entries = tls.Objects("clientCertificates").ToList();
        if (!string.IsNullOrEmpty(single) && entries.Count > 0)
        {
            findings.Severe.Add("cannot set both clientCertificate and clientCertificates, use clientCertificates only");
            return;
        }

        if (!string.IsNullOrEmpty(single))
        {
            findings.Warnings.Add("clientCertificate is deprecated, use clientCertificates instead");
            using var certificate = Read(single, findings);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            CheckEntry(entry, seen, findings);
        }
    }

    /// <summary>SHA-256 of each certificate of an application.</summary>
    public static IEnumerable<string> Fingerprints(JsonObject application)
    {
        var tls = application["settings"]?["tls"];
        foreach (var pem in tls.Objects("clientCertificates").Select(entry => entry.Text("content")).Append(tls.Text("clientCertificate")).OfType<string>())
        {
            using var certificate = Read(pem, new());
            if (certificate is not null)
            {
                yield return Fingerprint(certificate);
            }
        }
    }

    private static void CheckEntry(JsonObject entry, HashSet<string> seen, Findings findings)
    {
        using var certificate = Read(entry.Text("content") ?? "", findings);
        var (name, startsAt, endsAt) = (entry.Text("name"), Instant(entry, "startsAt"), Instant(entry, "endsAt"));
        if (startsAt >= endsAt)
        {
            findings.Severe.Add($"certificate [{name}]: startsAt must be before endsAt");
        }

        if (certificate is null)
        {
            return;
        }

        if (endsAt > certificate.NotAfter)
        {
            findings.Warnings.Add($"certificate [{name}]: endsAt is after certificate expiration date");
        }

        if (!seen.Add(Fingerprint(certificate)))
        {
            findings.Severe.Add("client certificate content must be unique");
        }
    }

    private static X509Certificate2? Read(string pem, Findings findings)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // The message is all that APIM tells.
            findings.Severe.Add("certificate is not a valid PEM");
            return null;
        }

        foreach (var other in found.Skip(1))
        {
            other.Dispose();
        }

        if (found.Count == 0 || found[0].Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            findings.Severe.Add(found.Count == 0 ? "certificate is empty" : "certificate is a CA certificate");
            found.FirstOrDefault()?.Dispose();
            return null;
        }

        return found[0];
    }

    private static DateTimeOffset? Instant(JsonObject entry, string name) =>
        entry.Text(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
}
