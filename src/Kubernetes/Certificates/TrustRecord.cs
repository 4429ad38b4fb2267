using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// Since when callers have been told to trust which authorities. They learn of it a little later than they are told, each at its
/// own pace, so that one counts only after a while.
/// </summary>
/// <param name="settle">How long it takes until the last caller has learnt of a new authority.</param>
public sealed class TrustRecord(TimeProvider time, TimeSpan settle)
{
    // Null while somebody else sees to the trust. Replaced as a whole: written by who tells, read by who serves.
    private volatile ImmutableDictionary<X509Certificate2, long>? _told = ImmutableDictionary<X509Certificate2, long>.Empty;

    /// <summary>Takes note of what callers are told to trust.</summary>
    /// <param name="authorities">PEM; null when others tell them.</param>
    /// <param name="isNews">Whether they were told otherwise until now.</param>
    public void Tell(string? authorities, bool isNews)
    {
        var (before, now) = (_told, time.GetTimestamp());
        _told = authorities is null ? null : CertificateChecks.ReadAll(authorities)
            .Distinct()
            .ToImmutableDictionary(authority => authority, authority => isNews ? now : before?.GetValueOrDefault(authority, now) ?? now);
    }

    /// <summary>Whether all of these authorities were told at least that long ago.</summary>
    /// <param name="authorities">PEM.</param>
    /// <param name="age">How long ago.</param>
    public bool IsOlder(string authorities, TimeSpan age) =>
        _told is { } told && CertificateChecks.ReadAll(authorities).All(authority => Knows(told, authority, age));

    /// <summary>Whether every caller trusts the certificate by now, as far as can be known here.</summary>
    /// <param name="certificate">A server's certificate, or an authority itself.</param>
    /// <param name="intermediates">What lies between it and the authority.</param>
    public bool Covers(X509Certificate2 certificate, params IEnumerable<X509Certificate2> intermediates) =>
        _told is not { } told
        || CertificateChecks.IsIssuedBy(certificate, [.. told.Keys.Where(authority => Knows(told, authority, settle))], intermediates);

    private bool Knows(ImmutableDictionary<X509Certificate2, long> told, X509Certificate2 authority, TimeSpan age) =>
        told.TryGetValue(authority, out var since) && time.GetElapsedTime(since) >= age;
}
