using System.Security.Cryptography.X509Certificates;

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// Decides what the next bundle is. In plain words:
/// <list type="bullet">
/// <item>a server certificate that is missing, expired, for other names or of a foreign authority is replaced at once;</item>
/// <item>an authority past two thirds of its life gets a successor, and both are trusted until the old one expires;</item>
/// <item>a successor signs nothing during the overlap as long as the present server certificate works;</item>
/// <item>a server certificate past two thirds of its life is issued anew by the newest authority.</item>
/// </list>
/// </summary>
internal sealed class CertificateRotation(SelfSignedOptions options)
{
    private const int MaxAuthorities = 3;

    /// <summary>The bundle to use from now on; <paramref name="current"/> itself when there is nothing to do.</summary>
    public CertificateBundle Next(CertificateBundle? current, DateTimeOffset now)
    {
        if (current is null)
        {
            return Renew(null, now);
        }

        var authorities = CertificateChecks.ReadAll(current.Authorities);
        using var signer = Signer(current, authorities, now);
        if (!IsServable(current, authorities, now, out var leafIsDue))
        {
            return signer is null ? Renew(current, now) : Reissue(current, signer, now);
        }

        // Without a signer nothing can be issued: announce a new one before the server certificate runs out.
        if (CertificateChecks.IsDue(authorities[0], now) || (leafIsDue && signer is null))
        {
            return Announce(current, now);
        }

        return leafIsDue && now >= new DateTimeOffset(signer!.NotBefore) + options.Overlap
            ? Reissue(current, signer, now)
            : current;
    }

    /// <summary>The newest authority with its key, if it may still sign.</summary>
    private static X509Certificate2? Signer(CertificateBundle current, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var signer = CertificateChecks.TryPair(current.Authorities, current.AuthorityKey);
        return signer is null || authorities.Count == 0 || CertificateChecks.IsExpired(signer, now) ? null : signer;
    }

    private bool IsServable(CertificateBundle current, X509Certificate2Collection authorities, DateTimeOffset now, out bool isDue)
    {
        using var leaf = CertificateChecks.TryPair(current.Certificate, current.Key);
        isDue = leaf is not null && CertificateChecks.IsDue(leaf, now);
        return leaf is not null
            && !CertificateChecks.IsExpired(leaf, now)
            && CertificateChecks.Covers(leaf, options.Names)
            && CertificateChecks.IsIssuedBy(leaf, authorities);
    }

    private CertificateBundle Renew(CertificateBundle? current, DateTimeOffset now)
    {
        using var authority = CertificateIssuer.CreateAuthority(options.Owner, now, options.AuthorityLifetime);
        return Issue(Trusted(authority, current, now), KeyOf(authority), authority, now);
    }

    private CertificateBundle Reissue(CertificateBundle current, X509Certificate2 signer, DateTimeOffset now) =>
        Issue(current.Authorities, current.AuthorityKey, signer, now);

    private CertificateBundle Announce(CertificateBundle current, DateTimeOffset now)
    {
        using var authority = CertificateIssuer.CreateAuthority(options.Owner, now, options.AuthorityLifetime);
        return new CertificateBundle(Trusted(authority, current, now), KeyOf(authority), current.Certificate, current.Key);
    }

    private CertificateBundle Issue(string authorities, string? authorityKey, X509Certificate2 signer, DateTimeOffset now)
    {
        using var leaf = CertificateIssuer.CreateLeaf(signer, options.Owner, options.Names, now, options.CertificateLifetime);
        return new CertificateBundle(authorities, authorityKey, leaf.ExportCertificatePem() + "\n", KeyOf(leaf));
    }

    private static string Trusted(X509Certificate2 newest, CertificateBundle? current, DateTimeOffset now)
    {
        var older = CertificateChecks.ReadAll(current?.Authorities ?? "")
            .Where(authority => !CertificateChecks.IsExpired(authority, now))
            .Take(MaxAuthorities - 1);
        return string.Concat(older.Prepend(newest).Select(authority => authority.ExportCertificatePem() + "\n"));
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportECPrivateKeyPem() + "\n";
    }
}
