using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Kinds;

public sealed class SampleTests
{
    private static readonly string Folder = RepositoryPaths.Of("manifests", "samples");

    public static TheoryData<string> AllKinds => [.. Kinds.RoundTrip.Keys];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Sample_OfEachKind_FitsTheSchemaAndTheType(string kind)
    {
        var samples = Directory.GetFiles(Folder, "*.yaml")
            .SelectMany(file => YamlReader.ReadAll(File.ReadAllText(file)))
            .Where(node => node?["kind"]?.GetValue<string>() == kind)
            .ToList();

        samples.ShouldNotBeEmpty();
        foreach (var sample in samples)
        {
            JsonNode.DeepEquals(sample, Kinds.RoundTrip[kind](sample!)).ShouldBeTrue();
            Kinds.Validate(kind, sample!).ShouldBeEmpty();
        }
    }
}
