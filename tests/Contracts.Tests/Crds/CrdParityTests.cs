using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Crds;

/// <summary>Manifests written for upstream must mean the same here; so every difference between the definitions has a reason.</summary>
public sealed class CrdParityTests
{
    /// <summary>What our definitions say beyond upstream's: of which kinds and where, as regular expressions, and why.</summary>
    private static readonly (string Plurals, string Fact, string Reason)[] Additions =
    [
        (".*", @"^names\.categories = \[""gravitee""\]$", "kubectl get gravitee lists all kinds together"),
        (".*", @"^v1alpha1 column \w+ = ", "kubectl get shows whether an object is ready and why not; upstream's columns all remain"),
        (".*", @" format = ""int32""$", "the field is a 32-bit number in APIM: a larger one is refused at apply instead of breaking the sync"),
        (".*", @"^\.status\.observedGeneration ", "kstatus, Argo CD and Flux need it to tell an old status from a current one"),
        (".*", @"^\.status\.syncHash ", "an operator that restarts need not send again what APIM has acknowledged"),
        ("^apiresources$", @"^\.status\.conditions(\[\]|\b)", "upstream says nothing about a resource"),
        ("^notifications$", @"^\.status\.conditions x-kubernetes-list-", "server-side apply merges conditions one by one, as in the other kinds"),
    ];

    /// <summary>What our definitions say otherwise than upstream's: of which kind, where, and why.</summary>
    private static readonly (string Plural, string Where, string Reason)[] Changes =
    [
        ("applications", "v1alpha1 column Type", "upstream shows a field that its schema does not have, and so nothing"),
    ];

    /// <summary>Kinds that upstream does not have.</summary>
    private static readonly string[] Own = ["apiguardrails"];

    public static TheoryData<string> Plurals =>
        [.. CustomResourceDefinitions.All().Select(definition => definition["spec"]!["names"]!["plural"]!.GetValue<string>()).Except(Own)];

    [Fact]
    public void Kinds_ComparedWithUpstream_AreAllButThoseOfTheGatewayApi()
    {
        var folder = RepositoryPaths.Shared("upstream", "crds");
        Assert.SkipWhen(folder is null, "reference data is not beside the repository");

        Directory.GetFiles(folder!).Select(file => Path.GetFileNameWithoutExtension(file).Split('_')[1])
            .Except(["gatewayclassparameters", "kafkaroutes"])
            .ShouldBe(Plurals.Select(row => row.Data), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Definition_ComparedWithUpstream_LacksAndChangesNothing(string plural)
    {
        var (upstream, ours) = Load(plural);

        Missing(upstream, ours)
            .Where(fact => !Changes.Any(change => change.Plural == plural && change.Where == fact.Key))
            .Select(fact => $"{fact.Key} = {fact.Value}, here {ours.GetValueOrDefault(fact.Key) ?? "nothing"}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Definition_ComparedWithUpstream_AddsOnlyWhatHasAReason(string plural)
    {
        var (upstream, ours) = Load(plural);

        Added(upstream, ours).Where(fact => !Additions.Any(addition => Speaks(addition, plural, fact))).ShouldBeEmpty();
    }

    [Fact]
    public void Additions_ComparedWithDefinitions_AreAllStillNeeded()
    {
        var added = Plurals.Select(row => row.Data)
            .SelectMany(plural => Added(Load(plural).Upstream, Load(plural).Ours).Select(fact => (Plural: plural, Fact: fact)))
            .ToList();

        Additions.Where(addition => !added.Any(one => Speaks(addition, one.Plural, one.Fact))).ShouldBeEmpty();
    }

    [Fact]
    public void Changes_ComparedWithDefinitions_AreAllStillNeeded() => Changes
        .Where(change => !Missing(Load(change.Plural).Upstream, Load(change.Plural).Ours).Any(fact => fact.Key == change.Where))
        .ShouldBeEmpty();

    private static bool Speaks((string Plurals, string Fact, string Reason) addition, string plural, string fact) =>
        Regex.IsMatch(plural, addition.Plurals) && Regex.IsMatch(fact, addition.Fact);

    private static IEnumerable<KeyValuePair<string, string>> Missing(
        SortedDictionary<string, string> upstream, SortedDictionary<string, string> ours) =>
        upstream.Where(fact => !ours.TryGetValue(fact.Key, out var value) || value != fact.Value);

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
