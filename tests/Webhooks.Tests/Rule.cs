using Gko.Kubernetes.Admission;

namespace Gko.Webhooks.Tests;

/// <summary>A rule of the specification by example: a case, and the exact words it is answered with.</summary>
/// <typeparam name="TCase">A request, or what is done to an object or an arrangement that is valid otherwise.</typeparam>
/// <param name="Id">The rule's id and what is special about the case; unique in its table.</param>
/// <param name="Case">The case.</param>
/// <param name="Error">The first error; null for what passes.</param>
/// <param name="Field">Where that error stands or, without one, the warning.</param>
/// <param name="Warning">The only warning; null for none.</param>
internal record Rule<TCase>(string Id, TCase Case, string? Error = null, string? Field = null, string? Warning = null)
{
    /// <summary>Compares what admission said. What else comes with an error depends on the operation, unless the rule says it.</summary>
    public void Verify(AdmissionVerdict verdict)
    {
        verdict.Errors.Select(error => (error.Message, error.Field)).FirstOrDefault().ShouldBe(Error is null ? default : (Error, Field));
        if (Error is null || Warning is not null)
        {
            verdict.Warnings.ShouldBe(Warning is null ? [] : [Error is null && Field is not null ? $"{Warning} ({Field})" : Warning]);
        }
    }
}
