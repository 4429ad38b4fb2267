using Gko.Kubernetes.Admission;

namespace Gko.Webhooks.Tests;

/// <summary>A rule of the specification by example: a request, and the exact words it is answered with.</summary>
/// <param name="Id">The rule's id, the operation (C, U or D) and what is special about the request.</param>
/// <param name="Request">The request.</param>
/// <param name="Error">The first error; null for a request that passes.</param>
/// <param name="Field">Where that error stands.</param>
internal sealed record Rule<T>(string Id, AdmissionContext<T> Request, string? Error = null, string? Field = null) where T : class
{
    /// <summary>The only warning; null for none.</summary>
    public string? Warning { get; init; }

    /// <summary>Asks for the verdict and compares.</summary>
    public async Task CheckAsync(WebhookFixture fixture)
    {
        var verdict = await fixture.ReviewAsync(Request);

        verdict.Errors.Select(error => (error.Message, error.Field)).FirstOrDefault().ShouldBe((Error!, Field));
        verdict.Warnings.ShouldBe(Warning is null ? [] : [Warning]);
    }
}
