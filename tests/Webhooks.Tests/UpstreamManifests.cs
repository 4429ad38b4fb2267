using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Webhooks.Tests;

/// <summary>What upstream shows its users and tests with, as the API server stores it in the namespace <c>default</c>.</summary>
internal static class UpstreamManifests
{
    private static readonly string? Root = RepositoryPaths.Shared("upstream", "examples");

    public static void SkipWhenAbsent() => Assert.SkipWhen(Root is null, "reference data is not beside the repository");

    /// <summary>The object of a kind in a file such as <c>apim/application/application</c>.</summary>
    public static T Read<T>(string file) where T : class, IResource<T>
    {
        SkipWhenAbsent();
        var manifest = YamlReader.ReadAll(File.ReadAllText(Path.Combine(Root!, file + ".yml"))).OfType<JsonObject>()
            .Single(item => (string?)item["kind"] == T.Type.Kind);
        if (T.Type.Group == "gravitee.io")
        {
            SchemaDefaults.Apply(manifest, Schema(T.Type.Kind));
        }

        DecodeStrings(manifest);
        var item = manifest.Deserialize(T.Type.Json)!;
        item.Metadata.Namespace = "default";
        return item;
    }

    // The API server turns the stringData of Secrets into data.
    private static void DecodeStrings(JsonObject manifest)
    {
        foreach (var (key, value) in manifest["stringData"] as JsonObject ?? [])
        {
            manifest["data"] ??= new JsonObject();
            manifest["data"]![key] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes((string)value!));
        }

        manifest.Remove("stringData");
    }

    private static JsonObject Schema(string kind) =>
        CustomResourceDefinitions.All().Single(definition => (string?)definition["spec"]!["names"]!["kind"] == kind)
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
