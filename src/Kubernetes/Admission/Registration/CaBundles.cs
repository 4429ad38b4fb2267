using System.Text;
using Gko.Kubernetes.Certificates;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>What a webhook's <c>caBundle</c> says.</summary>
internal static class CaBundles
{
    // A bundle must not grow with every process that fails before it can clean up.
    private const int MaxKept = 2;

    /// <summary>The wanted certificates and, behind them, those of the present bundle that are not among them.</summary>
    /// <param name="present">PEM; what cannot be read is of no use to anybody.</param>
    /// <param name="wanted">PEM.</param>
    public static byte[] Extend(byte[]? present, string wanted)
    {
        var newer = CertificateChecks.ReadAll(wanted);
        var kept = CertificateChecks.ReadAll(Encoding.UTF8.GetString(present ?? []))
            .Where(certificate => !newer.Contains(certificate))
            .Take(MaxKept)
            .Select(certificate => certificate.ExportCertificatePem() + "\n")
            .ToList();

        // Two certificates on one line are none.
        var separator = kept.Count > 0 && !wanted.EndsWith('\n') ? "\n" : "";
        return Encoding.UTF8.GetBytes(wanted + separator + string.Concat(kept));
    }
}
