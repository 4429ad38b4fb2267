using Gko.Contracts;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Guardrails over a cluster in memory.</summary>
internal sealed class GuardrailHarness : IAsyncDisposable
{
    private GuardrailHarness(FakeCluster cluster, ResolutionSet resolution) => (Cluster, Resolution) = (cluster, resolution);

    public FakeCluster Cluster { get; }

    public ResolutionSet Resolution { get; }

    public static async Task<GuardrailHarness> CreateAsync()
    {
        var cluster = new FakeCluster();
        return new GuardrailHarness(cluster, await cluster.ResolveAsync());
    }

    /// <summary>What is found in an API that has no templates, all of it in the caches.</summary>
    public IReadOnlyList<GuardrailViolation> Evaluate(IApi api) => EvaluateAsync(api).GetAwaiter().GetResult();

    /// <summary>What is found in an API that has no templates.</summary>
    public async Task<IReadOnlyList<GuardrailViolation>> EvaluateAsync(IApi api) => (await JudgementAsync(api)).Violations;

    /// <summary>What is found in an API that has no templates, and what could not be read.</summary>
    public Task<GuardrailJudgement> JudgementAsync(IApi api) =>
        Resolution.Guardrails.EvaluateAsync(api, api.CommonSpec!, CancellationToken.None).AsTask();

    /// <summary>The messages about an API that has no templates.</summary>
    public IReadOnlyList<string> Judge(ApiBuilder api) => [.. Evaluate(api.Build()).Select(violation => violation.Message)];

    /// <summary>The messages about an API that has no templates.</summary>
    public IReadOnlyList<string> Judge(ApiV4Builder api) => [.. Evaluate(api.Build()).Select(violation => violation.Message)];

    /// <summary>The fields and rules of an API as webhooks would see it, templates evaluated.</summary>
    public async Task<IReadOnlyList<GuardrailViolation>> ReviewAsync(ApiDefinition api)
    {
        var preview = await Resolution.Apis.PreviewAsync(api, CancellationToken.None);
        return (await Resolution.Guardrails.EvaluateAsync(api, preview.Spec, CancellationToken.None)).Violations;
    }

    public async ValueTask DisposeAsync()
    {
        Resolution.Dispose();
        await Cluster.DisposeAsync();
    }
}
