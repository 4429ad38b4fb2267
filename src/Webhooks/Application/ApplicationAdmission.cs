using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews applications: their context, what they say by themselves, their certificates, and what must not change while they
/// are in use; only what passes is shown to APIM as a dry run.
/// </summary>
public sealed class ApplicationAdmission : KindAdmission<Application, ApplicationSpec>
{
    private readonly ApplicationValidator _validator;
    private readonly CertificateReader _certificates;
    private readonly CertificateCoverage _coverage;

    internal ApplicationAdmission(ReviewServices services)
        : base(services, application => application.Spec, ContractsJson.Relaxed.ApplicationSpec)
    {
        _validator = new ApplicationValidator(services.Policy);
        _certificates = new CertificateReader(services.Access, services.Resolution.Sources, services.Scope);
        _coverage = new CertificateCoverage(services.Resolution.Stores);
    }

    private protected override async ValueTask ReviewAsync(Application resource, Application? old, Review review, CancellationToken ct)
    {
        var verdicts = review.Verdicts;
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var connection = await Services.Contexts.ConnectAsync(spec.ContextRef ?? new NamespacedReference(), review, ct).ConfigureAwait(false);
        verdicts.Add(await _validator.ValidateAsync(spec, ct).ConfigureAwait(false));
        if (verdicts.HasErrors)
        {
            return;
        }

        WarnOfOldCertificate(spec, verdicts);
        var certificates = await _certificates.ReadAsync(spec.Settings?.Tls?.ClientCertificates, review, ct).ConfigureAwait(false);
        if (old is not null)
        {
            ApplicationChanges.Check(old.Spec?.Settings, spec.Settings, review);
            _coverage.Check(review.Key, spec.Settings?.Tls?.ClientCertificates, review);
            ContextReview.CheckChange(old.Spec?.ContextRef, resource.Spec?.ContextRef, review);
        }

        await HridReview.CheckAsync(Services.Resolution.Hrids.Applications, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection,
            () => ApplicationPayload.Create(spec, resource.Metadata, resource.Status, certificates), "application", review, ct).ConfigureAwait(false);
    }

    private protected override ValueTask ReviewDeletionAsync(Application resource, Review review, CancellationToken ct)
    {
        // The status trails what is stored, and may have been miscounted by an older operator.
        var indexed = Services.Resolution.Usage.OfApplication(review.Key).Sum(users => users.Keys.Count);
        if (Math.Max(indexed, resource.Status?.Subscriptions ?? 0) is > 0 and var count)
        {
            review.Verdicts.Error(
                $"cannot delete [{review.Key}] because it is referenced in {count} subscriptions. Subscriptions must be deleted before the application. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.application.name==\"{review.Name}\")].metadata.name}}'");
        }

        return default;
    }

    private static void WarnOfOldCertificate(ApplicationSpec spec, Verdicts verdicts)
    {
        if (!string.IsNullOrEmpty(spec.Settings?.Tls?.ClientCertificate))
        {
            verdicts.Warn("clientCertificate is deprecated, use clientCertificates instead", "spec.settings.tls.clientCertificate");
        }
    }
}
