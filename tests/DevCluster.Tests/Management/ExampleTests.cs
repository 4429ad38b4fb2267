using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.DevCluster.Tests.Management;

public sealed class ExampleTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public static TheoryData<string> Files => Folder is null
        ? ["absent"]
        : [.. Directory.GetFiles(Folder, "*.yml").Where(IsComplete).Select(path => Path.GetFileName(path))];

    private static string? Folder => RepositoryPaths.Shared("upstream", "examples", "apim", "api_definition", "v2");

    /// <summary>Templates need other objects before they are APIs.</summary>
    private static bool IsComplete(string path) =>
        File.ReadAllText(path) is var text && !text.Contains("[[", StringComparison.Ordinal) && !text.Contains("gravitee.io/template", StringComparison.Ordinal);

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory, MemberData(nameof(Files))]
    public async Task ImportAndExport_UsersExample_ComesBackValid(string file)
    {
        Assert.SkipWhen(Folder is null, "reference data is not beside the repository");
        foreach (var api in Manifests.Read(Path.Combine(Folder!, file)))
        {
            var payload = ApiDefinitionPayload.Create(api.Spec!, api.Metadata, api.Status);

            var body = JsonNode.Parse(payload.Body.Span)!.AsObject();

            var dry = await _apim.ImportAsync(body, dryRun: true);
            (dry.Status, dry.Severe.Count).ShouldBe((200, 0));
            (await _apim.ImportAsync(body)).Status.ShouldBe(200);
            var export = YamlReader.ReadAll((await _apim.GetAsync($"apis/{payload.Id}/crd")).Text)[0]!;

            SchemaValidator.Validate(export["spec"], Manifests.SpecSchema).ShouldBeEmpty();
            ((string?)export["spec"]!["name"]).ShouldBe(api.Spec!.Name);
        }
    }
}
