using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Charts.Tests.Observability;

/// <summary>A rule or a panel over a metric that nobody measures is silent for ever.</summary>
public sealed partial class MetricNamesTests
{
    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("dashboard.json")]
    public void Expressions_ComparedWithTheMetrics_NameOnlyDocumentedOnes(string file)
    {
        var documented = Quoted().Matches(File.ReadAllText(RepositoryPaths.Of("docs", "metrics.md"))).Select(match => match.Groups[1].Value).ToHashSet();

        Expressions(file).SelectMany(expression => Name().Matches(expression).Select(match => match.Value))
            .Select(name => Bucket().Replace(name, ""))
            .Except(documented)
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Expressions(string file)
    {
        var text = File.ReadAllText(Path.Combine(Chart.Folder, "files", file));
        return file.EndsWith(".json", StringComparison.Ordinal)
            ? JsonNode.Parse(text)!["panels"]!.AsArray().SelectMany(panel => panel?["targets"]?.AsArray() ?? []).Select(target => target.Text("expr")!)
            : YamlReader.ReadAll(text)[0].At("groups/0/rules")!.AsArray().Select(rule => rule.Text("expr")!);
    }

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(gko|controller_runtime|workqueue|leader_election|rest_client|process|dotnet|certwatcher)_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Bucket();
}
