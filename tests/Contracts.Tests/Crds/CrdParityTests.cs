using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Crds;

/// <summary>Manifests written for upstream must mean the same here; so every difference between the definitions has a reason.</summary>
public sealed class CrdParityTests
{
    /// <summary>What our definitions say beyond upstream's: where, as a regular expression over the whole fact, and why.</summary>
    private static readonly (string Fact, string Reason)[] Additions =
    [
        (@"^names\.categories = \[""gravitee""\]$", "kubectl get gravitee lists all kinds together"),
        (@"^v1alpha1 column \w+ = ", "kubectl get shows whether an object is ready and why not; upstream's columns all remain"),
        (@" format = ""int32""$", "the field is a 32-bit number in APIM: a larger one is refused at apply instead of breaking the sync"),
        (@"^\.status\.observedGeneration ", "kstatus, Argo CD and Flux need it to tell an old status from a current one"),
        (@"^\.status\.syncHash ", "an operator that restarts need not send again what APIM has acknowledged"),
    ];

    public static TheoryData<string> Plurals => ["apidefinitions", "managementcontexts"];

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Definition_ComparedWithUpstream_LacksAndChangesNothing(string plural)
    {
        var (upstream, ours) = Load(plural);

        upstream
            .Where(fact => !ours.TryGetValue(fact.Key, out var value) || value != fact.Value)
            .Select(fact => $"{fact.Key} = {fact.Value}, here {ours.GetValueOrDefault(fact.Key) ?? "nothing"}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Definition_ComparedWithUpstream_AddsOnlyWhatHasAReason(string plural)
    {
        var (upstream, ours) = Load(plural);

        Added(upstream, ours).Where(fact => !Additions.Any(addition => Regex.IsMatch(fact, addition.Fact))).ShouldBeEmpty();
    }

    [Fact]
    public void Additions_ComparedWithDefinitions_AreAllStillNeeded()
    {
        var added = Plurals.Select(row => row.Data).SelectMany(plural => Added(Load(plural).Upstream, Load(plural).Ours)).ToList();

        Additions.Where(addition => !added.Any(fact => Regex.IsMatch(fact, addition.Fact))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Added(
        SortedDictionary<string, string> upstream, SortedDictionary<string, string> ours) =>
        ours.Where(fact => !upstream.ContainsKey(fact.Key)).Select(fact => $"{fact.Key} = {fact.Value}");

    private static (SortedDictionary<string, string> Upstream, SortedDictionary<string, string> Ours) Load(string plural)
    {
        var path = RepositoryPaths.Shared("upstream", "crds", $"gravitee.io_{plural}.yaml");
        Assert.SkipWhen(path is null, "reference data is not beside the repository");
        var ours = CustomResourceDefinitions.All()
            .Single(definition => definition["spec"]!["names"]!["plural"]!.GetValue<string>() == plural);
        return (CrdFacts.Of(Only(YamlReader.ReadAll(File.ReadAllText(path!)))), CrdFacts.Of(ours));
    }

    private static JsonNode Only(IReadOnlyList<JsonNode?> documents) => documents.Single(document => document is not null)!;
}
