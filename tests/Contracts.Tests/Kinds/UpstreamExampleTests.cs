using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Kinds;

/// <summary>Every manifest that upstream shows its users.</summary>
public sealed class UpstreamExampleTests
{
    /// <summary>Files of other kinds are left unread: one of them is not YAML.</summary>
    private static readonly Regex OurKinds = new($"""^kind: "?({string.Join('|', Kinds.RoundTrip.Keys)})"?\s*$""", RegexOptions.Multiline);

    [Fact]
    public void Example_ReadAndWritten_LosesNothing()
    {
        var lost = Examples()
            .Where(example => !JsonNode.DeepEquals(example.Node, Kinds.RoundTrip[example.Kind](example.Node)))
            .Select(example => $"{example.File}\n{example.Node}\nbecame\n{Kinds.RoundTrip[example.Kind](example.Node)}");

        lost.ShouldBeEmpty();
    }

    [Fact]
    public void Example_Validated_FitsTheSchema()
    {
        var findings = Examples().SelectMany(example =>
            Kinds.Validate(example.Kind, example.Node).Select(finding => $"{example.File}: {finding}"));

        findings.ShouldBeEmpty();
    }

    private static List<(string File, string Kind, JsonNode Node)> Examples()
    {
        var root = RepositoryPaths.Shared("upstream", "examples");
        Assert.SkipWhen(root is null, "reference data is not beside the repository");
        var examples = new List<(string, string, JsonNode)>();
        foreach (var file in Directory.GetFiles(root!, "*.y*ml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            if (!OurKinds.IsMatch(text))
            {
                continue;
            }

            examples.AddRange(YamlReader.ReadAll(text).OfType<JsonObject>()
                .Select(node => (Path.GetRelativePath(root!, file), node["kind"]?.GetValue<string>() ?? "", (JsonNode)node))
                .Where(example => Kinds.RoundTrip.ContainsKey(example.Item2)));
        }

        examples.Count.ShouldBeGreaterThan(40);
        return examples;
    }
}
