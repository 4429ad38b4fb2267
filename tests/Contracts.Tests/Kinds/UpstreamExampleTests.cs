using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;

namespace Gko.Contracts.Tests.Kinds;

public sealed class UpstreamExampleTests
{
    [Fact]
    public void Examples_OfUpstream_ShowEveryKind() =>
        UpstreamExamples.Objects().Select(example => example.Kind).Distinct().ShouldBe(Kinds.RoundTrip.Keys, ignoreOrder: true);

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

    [Fact]
    public void Example_WithARepeatedKey_IsRefused()
    {
        foreach (var (file, message) in UpstreamExamples.WithRepeatedKey)
        {
            var text = File.ReadAllText(Path.Combine(UpstreamExamples.Folder, file));

            Should.Throw<YamlFormatException>(() => YamlReader.ReadAll(text)).Message.ShouldContain(message);
        }
    }

    private static string? Loss(string file, string kind, JsonNode node)
    {
        var written = Kinds.RoundTrip[kind](node);
        return JsonNode.DeepEquals(node, written) ? null : $"{file}\n{node}\nbecame\n{written}";
    }
}
