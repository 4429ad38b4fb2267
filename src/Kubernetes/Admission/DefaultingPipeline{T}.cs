using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>Decodes, lets the defaulter change a copy, and sends back what changed.</summary>
internal sealed class DefaultingPipeline<T>(IAdmissionDefaulter<T> defaulter) : IAdmissionPipeline
    where T : class, IResource<T>
{
    public async ValueTask<AdmissionAnswer> AdmitAsync(AdmissionRequest request, CancellationToken ct)
    {
        var warnings = new List<string>();
        if (AdmissionDecoder.Decode<T>(request, warnings, out var denial) is not { } context)
        {
            return AdmissionAnswer.Deny(denial!);
        }

        // There is nothing to fill in on a deletion, and the API server fails when it gets a patch for one.
        if (context.Object is not { } original)
        {
            return new AdmissionAnswer(null, warnings);
        }

        var before = JsonSerializer.SerializeToElement(original, T.Type.Json);
        var resource = JsonSerializer.Deserialize(request.Object.Span, T.Type.Json)!;
        var verdict = await defaulter.DefaultAsync(resource, context, ct);
        var answer = AdmissionAnswer.Of(verdict, request, T.Type, warnings);
        if (!verdict.Allowed)
        {
            return answer;
        }

        var after = JsonSerializer.SerializeToElement(resource, T.Type.Json);
        return answer with { Patch = AdmissionPatch.Compute(request.Object, before, after) };
    }
}
