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

    /// <summary>The messages about an API that has no templates.</summary>
    public IReadOnlyList<string> Judge(ApiBuilder api)
    {
        var built = api.Build();
        return [.. Resolution.Guardrails.Evaluate(built, built.Spec!).Select(violation => violation.Message)];
    }

    /// <summary>The messages about an API that has no templates.</summary>
    public IReadOnlyList<string> Judge(ApiV4Builder api)
    {
        var built = api.Build();
        return [.. Resolution.Guardrails.Evaluate(built, built.Spec!).Select(violation => violation.Message)];
    }

    /// <summary>The fields and rules of an API as webhooks would see it, templates evaluated.</summary>
    public async Task<IReadOnlyList<GuardrailViolation>> ReviewAsync(ApiDefinition api)
    {
        var preview = await Resolution.Apis.PreviewAsync(api, CancellationToken.None);
        return Resolution.Guardrails.Evaluate(api, preview.Spec);
    }

    public async ValueTask DisposeAsync()
    {
        Resolution.Dispose();
        await Cluster.DisposeAsync();
    }
}
