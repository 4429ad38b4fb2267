using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>Decodes, asks the validator, words the answer.</summary>
internal sealed class ValidatingPipeline<T>(IAdmissionValidator<T> validator) : IAdmissionPipeline
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
        return AdmissionAnswer.Of(verdict, request, T.Type, warnings);
    }
}
