using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Names client certificates that have no name, and says which key of which kind of object holds them where authors do not.</summary>
public sealed class ApplicationDefaulter(WatchScope scope) : IAdmissionDefaulter<Application>
{
    /// <inheritdoc/>
    public ValueTask<AdmissionVerdict> DefaultAsync(Application resource, AdmissionContext<Application> context, CancellationToken ct)
    {
        if (resource.Metadata.DeletionTimestamp is null && scope.Contains(context.Namespace)
            && resource.Spec is { Settings.Tls.ClientCertificates: { } certificates } spec)
        {
            for (var index = 0; index < certificates.Count; index++)
            {
                Fill(certificates[index], $"{spec.Name}-{index}");
            }
        }

        return ValueTask.FromResult(new AdmissionVerdict([], []));
    }

    private static void Fill(ClientCertificate? certificate, string name)
    {
        if (certificate is null)
        {
            return;
        }

        certificate.Name = Or(certificate.Name, name);
        if (certificate.Ref is { } reference)
        {
            reference.Kind = Or(reference.Kind, CertificateSources.Secrets);
            reference.Key = Or(reference.Key, CertificateSources.DefaultKey);
        }
    }

    private static string Or(string? given, string otherwise) => string.IsNullOrEmpty(given) ? otherwise : given;
}
