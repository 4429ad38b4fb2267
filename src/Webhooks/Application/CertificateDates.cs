using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>When the certificates of an application stop to be accepted.</summary>
internal static class CertificateDates
{
    /// <summary>The ends that certificates name and that can be read.</summary>
    public static IReadOnlyList<DateTimeOffset> EndsOf(IEnumerable<ClientCertificate?>? certificates)
    {
        var ends = new List<DateTimeOffset>();
        foreach (var certificate in certificates ?? [])
        {
            if (Rfc3339.TryParse(certificate?.EndsAt, out var end))
            {
                ends.Add(end);
            }
        }

        return ends;
    }
}
