using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>What to tell the API server.</summary>
/// <param name="Denial">Why the request must not pass; null lets it pass.</param>
/// <param name="Warnings">Hints for the user.</param>
/// <param name="Patch">JSON Patch operations to apply to the object; null or empty for none.</param>
internal sealed record AdmissionAnswer(KubeStatus? Denial, IReadOnlyList<string> Warnings, JsonArray? Patch = null)
{
    public static AdmissionAnswer Deny(KubeStatus denial) => new(denial, []);

    public static AdmissionAnswer Of(AdmissionVerdict verdict, AdmissionRequest request, ResourceType kind, IEnumerable<string> warnings) => new(
        verdict.Allowed ? null : AdmissionDenials.Forbidden(verdict.Errors, request, kind),
        [.. warnings, .. verdict.Warnings]);
}
