using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>The definitions and examples that users bring along.</summary>
public sealed class ReferenceDefinitionTests(ReferenceDefinitionTests.Data fixture) : IClassFixture<ReferenceDefinitionTests.Data>
{
    // One repeats a key, the other lacks a field that its own definition requires.
    private static readonly string[] Faulty = ["api-v4-with-page-swagger-http-fetcher.yml", "subscription-with-metadata.yml"];

    public static TheoryData<string> Examples()
    {
        var folder = RepositoryPaths.Shared("upstream", "examples", "apim");
        string[] files = folder is null ? [] : Directory.GetFiles(folder, "*.yml", SearchOption.AllDirectories);
        return [.. files.Where(file => !Faulty.Contains(Path.GetFileName(file))).Select(file => Path.GetRelativePath(folder!, file)).Order(StringComparer.Ordinal).DefaultIfEmpty("")];
    }

    [Fact]
    public void Definitions_All_AreAccepted()
    {
        Assert.SkipWhen(fixture.Folder is null, "reference data is not beside the repository");

        fixture.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_DryRun_IsValid(string file)
    {
        Assert.SkipWhen(file.Length == 0, "reference data is not beside the repository");
        var text = await File.ReadAllTextAsync(RepositoryPaths.Shared("upstream", "examples", "apim", file)!, TestContext.Current.CancellationToken);

        foreach (var item in YamlReader.ReadAll(text).Where(item => item?["apiVersion"]?.GetValue<string>() == "gravitee.io/v1alpha1"))
        {
            var plural = fixture.Plurals[item!["kind"]!.GetValue<string>()];
            item["metadata"]!["namespace"] = "default";
            var answer = await fixture.Admin.PostAsync($"/apis/gravitee.io/v1alpha1/namespaces/default/{plural}?dryRun=All", item.ToJsonString());
            answer.Status.ShouldBe(201, answer.Text);
        }
    }

    public sealed class Data : ApiServerFixture
    {
        public string? Folder { get; } = RepositoryPaths.Shared("upstream", "crds");

        public List<string> Refusals { get; } = [];

        public Dictionary<string, string> Plurals { get; } = [];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            string[] files = Folder is null ? [] : Directory.GetFiles(Folder, "*.yaml");
            foreach (var file in files)
            {
                var text = await File.ReadAllTextAsync(file);
                var answer = await Admin.PostAsync(Paths.Definitions + "?fieldValidation=Strict", text, "application/yaml");
                if (answer.Status != 201)
                {
                    Refusals.Add($"{Path.GetFileName(file)}: {answer.Message}");
                    continue;
                }

                Plurals[answer.Node("spec", "names", "kind")!.GetValue<string>()] = answer.Node("spec", "names", "plural")!.GetValue<string>();
            }
        }
    }
}
