using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Crds;

/// <summary>What <c>kubectl explain</c> and <c>kubectl get</c> teach.</summary>
public sealed class DescriptionTests
{
    private const int MaxLength = 160;

    public static TheoryData<string> Names =>
        [.. CustomResourceDefinitions.All().Select(definition => definition["metadata"]!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Field_AtAnyDepth_IsDescribedInASentence(string name)
    {
        var descriptions = Descriptions(Schema(Definition(name)), "").ToList();

        descriptions.Count.ShouldBeGreaterThan(15);
        descriptions.Where(field => !IsShortSentence(field.Text)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kind_Itself_IsDescribedInASentence(string name) =>
        IsShortSentence(Schema(Definition(name))["description"]?.GetValue<string>()).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Names))]
    public void PrinterColumn_OfAnyKind_IsDescribed(string name) => Columns(name)
        .Where(column => !IsShortSentence(column!["description"]?.GetValue<string>()))
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void PrinterColumns_OfAnyKind_ShowReadyReasonAndAge(string name)
    {
        string[] shown = [.. Columns(name).Where(column => column!["priority"] is null).Select(column => column!["name"]!.GetValue<string>())];

        new[] { "Ready", "Reason", "Age" }.Except(shown).ShouldBeEmpty();
        shown[^1].ShouldBe("Age");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Descriptions_ComparedWithUpstream_AreOurOwn(string name)
    {
        var path = RepositoryPaths.Shared("upstream", "crds", $"gravitee.io_{name.Split('.')[0]}.yaml");
        Assert.SkipWhen(path is null, "reference data is not beside the repository, or does not have this kind");
        var upstream = YamlReader.ReadAll(File.ReadAllText(path!)).OfType<JsonObject>().Single();
        var theirs = Descriptions(Schema(upstream), "").Select(field => field.Text).OfType<string>().ToHashSet();

        Descriptions(Schema(Definition(name)), "").Where(field => theirs.Contains(field.Text!)).ShouldBeEmpty();
    }

    private static bool IsShortSentence(string? text) =>
        text is { Length: > 5 and <= MaxLength } && text.EndsWith('.') && text.Trim() == text;

    /// <summary>Every field below a schema; what the API server describes itself is left out.</summary>
    private static IEnumerable<(string Path, string? Text)> Descriptions(JsonObject schema, string path)
    {
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (path.Length > 0 || name != "metadata")
            {
                yield return ($"{path}.{name}", property!["description"]?.GetValue<string>());
            }

            foreach (var below in Descriptions(property!.AsObject(), $"{path}.{name}"))
            {
                yield return below;
            }
        }

        foreach (var inner in new[] { schema["items"], schema["additionalProperties"] }.OfType<JsonObject>())
        {
            foreach (var below in Descriptions(inner, $"{path}[]"))
            {
                yield return below;
            }
        }
    }

    private static JsonArray Columns(string name) =>
        Definition(name)["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray();

    private static JsonObject Schema(JsonObject definition) =>
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();

    private static JsonObject Definition(string name) =>
        CustomResourceDefinitions.All().Single(definition => definition["metadata"]!["name"]!.GetValue<string>() == name);
}
