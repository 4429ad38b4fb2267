using System.Diagnostics;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;

namespace Gko.Kubernetes.Admission;

/// <summary>Decodes, asks the validator, words the answer.</summary>
/// <param name="validator">Decides.</param>
/// <param name="links">Told which trace an object that is let in belongs to; null for none.</param>
internal sealed class ValidatingPipeline<T>(IAdmissionValidator<T> validator, TraceLinks? links = null) : IAdmissionPipeline
    where T : class, IResource<T>
{
    public async ValueTask<AdmissionAnswer> AdmitAsync(AdmissionRequest request, CancellationToken ct)
    {
        var warnings = new List<string>();
        if (AdmissionDecoder.Decode<T>(request, warnings, out var denial) is not { } context)
        {
            return AdmissionAnswer.Deny(denial!);
        }

        var verdict = await validator.ValidateAsync(context, ct);
        if (verdict.Allowed)
        {
            Remember(context);
        }

        return AdmissionAnswer.Of(verdict, request, T.Type, warnings);
    }

    // Validating webhooks come last: uid and generation are those that the API server is about to store.
    private void Remember(AdmissionContext<T> context)
    {
        if (links is not null && !context.DryRun && Activity.Current is { Recorded: true } span
            && (context.Object ?? context.OldObject)?.Metadata is { } metadata)
        {
            links.Remember(metadata.Uid, metadata.Generation, span.Context);
        }
    }
}
