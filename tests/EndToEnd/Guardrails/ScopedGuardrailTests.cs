using Gko.EndToEnd.Clusters;
using static Gko.EndToEnd.Guardrails.GuardrailManifests;

namespace Gko.EndToEnd.Guardrails;

/// <summary>An operator for some namespaces has no right to read what belongs to the cluster, unless it is told that it has.</summary>
public sealed class ScopedGuardrailTests(DevApiServerFixture cluster) : IClassFixture<DevApiServerFixture>
{
    [Theory]
    [InlineData("rail-scoped", false)]
    [InlineData("rail-asked-for", true)]
    public async Task Apply_ScopedOperator_JudgesOnlyWhenAskedTo(string @namespace, bool isAskedFor)
    {
        cluster.RequireOrSkip();
        await cluster.NewNamespaceAsync(@namespace);
        await cluster.Kubectl.SucceedAsync(Guardrail(@namespace, "{planSecurities: [JWT]}"));
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(isAskedFor ? [("NAMESPACE", @namespace), ("ENABLE_GUARDRAILS", "true")] : [("NAMESPACE", @namespace)]);

        var result = await cluster.Kubectl.ApplyAsync(Manifests.Api(@namespace, @namespace));

        result.Error.Contains($"guardrail [{@namespace}] rule [planSecurities]", StringComparison.Ordinal).ShouldBe(isAskedFor, result.ToString());
    }
}
