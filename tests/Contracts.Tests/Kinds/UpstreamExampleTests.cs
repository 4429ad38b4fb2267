using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.Tests.Kinds;

public sealed class UpstreamExampleTests
{
    [Fact]
    public void Examples_OfUpstream_ShowEveryKind() =>
        UpstreamExamples.Objects().Select(example => example.Kind).Distinct()
            .ShouldBe(Kinds.RoundTrip.Keys.Except([ApiGuardrail.Type.Kind]), ignoreOrder: true);

    [Fact]
    public void Example_ReadAndWritten_LosesNothing() =>
        UpstreamExamples.Objects().Select(example => Loss(example.File, example.Kind, example.Node)).OfType<string>().ShouldBeEmpty();

    [Fact]
    public void Example_WithDefaultsReadAndWritten_LosesNothing()
    {
        var lost = UpstreamExamples.Objects().Select(example =>
        {
            SchemaDefaults.Apply(example.Node, Kinds.Schema(example.Kind));
            return Loss(example.File, example.Kind, example.Node);
        });

        lost.OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void Example_Validated_FitsTheSchema()
    {
        var findings = UpstreamExamples.Objects()
            .SelectMany(example => Kinds.Validate(example.Kind, example.Node).Select(finding => (example.File, Finding: finding.ToString())))
            .Where(found => !(UpstreamExamples.Unfit.TryGetValue(found.File, out var known) && found.Finding.StartsWith(known, StringComparison.Ordinal)));

        findings.ShouldBeEmpty();
    }

    [Fact]
    public void Example_ThatUpstreamRefusesToo_IsRefused()
    {
        var refused = UpstreamExamples.Objects().Where(example => UpstreamExamples.Unfit.ContainsKey(example.File)).ToList();

        refused.Count.ShouldBe(UpstreamExamples.Unfit.Count);
        refused.ShouldAllBe(example => Kinds.Validate(example.Kind, example.Node).Count == 1);
    }

    private static string? Loss(string file, string kind, JsonNode node)
    {
        var written = Kinds.RoundTrip[kind](node);
        return JsonNode.DeepEquals(node, written) ? null : $"{file}\n{node}\nbecame\n{written}";
    }
}
