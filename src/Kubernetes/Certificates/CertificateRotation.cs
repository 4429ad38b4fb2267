using System.Security.Cryptography.X509Certificates;

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// Decides what the next bundle is. In plain words:
/// <list type="bullet">
/// <item>a server certificate that is missing, expired, for other names or of a foreign authority is replaced at once;</item>
/// <item>one past two thirds of its life is issued anew by its authority;</item>
/// <item>an authority past two thirds of its life, or whose key was emptied, gets a successor, and both are trusted;</item>
/// <item>the successor signs when the overlap is over and callers trust it;</item>
/// <item>the old one is trusted for another overlap, until nobody serves what it signed.</item>
/// </list>
/// </summary>
/// <param name="trusts">Whether callers trust an authority by now; null where they learn of it by other means.</param>
internal sealed class CertificateRotation(SelfSignedOptions options, Func<X509Certificate2, bool>? trusts = null)
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
        using var leaf = Servable(current, authorities, now);
        if (leaf is null)
        {
            return signer is null ? Renew(current, now) : Reissue(current, signer, now);
        }

        var isOfNewest = CertificateChecks.IsIssuedBy(leaf, [authorities[0]]);
        if (NeedsSuccessor(current, authorities[0], hasSigner: signer is not null, leaf, now))
        {
            return Announce(current, isOfNewest ? authorities : [.. authorities.Skip(1)], now);
        }

        return signer is null ? current
            : !isOfNewest ? MaySign(signer, now) ? Reissue(current, signer, now) : current
            : CertificateChecks.IsDue(leaf, now) ? Reissue(current, signer, now)
            : authorities.Count > 1 && now >= CertificateIssuer.MadeAt(leaf) + options.Overlap ? Retire(current, authorities[0])
            : current;
    }

    /// <summary>The newest authority with its key, if it may still sign.</summary>
    private static X509Certificate2? Signer(CertificateBundle current, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var signer = CertificateChecks.TryPair(current.Authorities, current.AuthorityKey);
        return signer is null || authorities.Count == 0 || CertificateChecks.IsExpired(signer, now) ? null : signer;
    }

    /// <summary>The server's certificate; null when it cannot be served.</summary>
    private X509Certificate2? Servable(CertificateBundle current, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var leaf = CertificateChecks.TryPair(current.Certificate, current.Key);
        if (leaf is not null
            && !CertificateChecks.IsExpired(leaf, now)
            && CertificateChecks.Covers(leaf, options.Names)
            && CertificateChecks.IsIssuedBy(leaf, authorities))
        {
            return leaf;
        }

        leaf?.Dispose();
        return null;
    }

    // A key that was never kept is no wish for another authority. Without one, though, nothing can be issued: announce a successor
    // before the server's certificate runs out.
    private static bool NeedsSuccessor(
        CertificateBundle current, X509Certificate2 newest, bool hasSigner, X509Certificate2 leaf, DateTimeOffset now) =>
        CertificateChecks.IsDue(newest, now) || (!hasSigner && (current.AuthorityKey is "" || CertificateChecks.IsDue(leaf, now)));

    private bool MaySign(X509Certificate2 signer, DateTimeOffset now) =>
        now >= CertificateIssuer.MadeAt(signer) + options.Overlap && trusts?.Invoke(signer) is not false;

    private CertificateBundle Renew(CertificateBundle? current, DateTimeOffset now)
    {
        using var authority = CertificateIssuer.CreateAuthority(options.Owner, now, options.AuthorityLifetime);
        var older = CertificateChecks.ReadAll(current?.Authorities ?? "");
        return Issue(Trusted(authority, older, now), KeyOf(authority), authority, now);
    }

    private CertificateBundle Reissue(CertificateBundle current, X509Certificate2 signer, DateTimeOffset now) =>
        Issue(current.Authorities, current.AuthorityKey, signer, now);

    /// <param name="older">Without one that was announced and has signed nothing yet.</param>
    private CertificateBundle Announce(CertificateBundle current, X509Certificate2Collection older, DateTimeOffset now)
    {
        using var authority = CertificateIssuer.CreateAuthority(options.Owner, now, options.AuthorityLifetime);
        return new CertificateBundle(Trusted(authority, older, now), KeyOf(authority), current.Certificate, current.Key);
    }

    private static CertificateBundle Retire(CertificateBundle current, X509Certificate2 newest) =>
        new(Pem(newest), current.AuthorityKey, current.Certificate, current.Key);

    private CertificateBundle Issue(string authorities, string? authorityKey, X509Certificate2 signer, DateTimeOffset now)
    {
        using var leaf = CertificateIssuer.CreateLeaf(signer, options.Owner, options.Names, now, options.CertificateLifetime);
        return new CertificateBundle(authorities, authorityKey, Pem(leaf), KeyOf(leaf));
    }

    private static string Trusted(X509Certificate2 newest, X509Certificate2Collection older, DateTimeOffset now) =>
        string.Concat(older.Where(authority => !CertificateChecks.IsExpired(authority, now)).Take(MaxAuthorities - 1).Prepend(newest).Select(Pem));

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";

    private static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportECPrivateKeyPem() + "\n";
    }
}
