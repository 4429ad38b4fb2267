using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;

namespace Gko.Testing.Examples;

/// <summary>What upstream shows its users and tests with, as the API server stores it in the namespace <c>default</c>.</summary>
public static class StoredExamples
{
    /// <summary>Where the files are; null where the reference data is absent.</summary>
    public static string? Root { get; } = RepositoryPaths.Shared("upstream", "examples");

    /// <summary>The only object of a kind in a file such as <c>apim/application/application</c>.</summary>
    public static T Read<T>(string file) where T : class, IResource<T> =>
        Store(Written(file).Single(item => (string?)item["kind"] == T.Type.Kind)).Deserialize(T.Type.Json)!;

    /// <summary>The objects in a file, of every kind and as they are written there.</summary>
    public static IEnumerable<JsonObject> Written(string file) =>
        YamlReader.ReadAll(File.ReadAllText(Path.Combine(Root!, file + ".yml"))).OfType<JsonObject>();

    /// <summary>Makes of an object as written what is stored, and returns it: defaults are filled in, texts of Secrets encoded.</summary>
    public static JsonObject Store(JsonObject manifest)
    {
        if ((string?)manifest["apiVersion"] == ApiGroup.ApiVersion)
        {
            SchemaDefaults.Apply(manifest, Schema((string)manifest["kind"]!));
        }

        EncodeTexts(manifest);
        manifest["metadata"]!["namespace"] = "default";
        return manifest;
    }

    private static void EncodeTexts(JsonObject manifest)
    {
        foreach (var (key, value) in manifest["stringData"] as JsonObject ?? [])
        {
            manifest["data"] ??= new JsonObject();
            manifest["data"]![key] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string)value!));
        }

        manifest.Remove("stringData");
    }

    private static JsonObject Schema(string kind) =>
        CustomResourceDefinitions.All().Single(definition => (string?)definition["spec"]!["names"]!["kind"] == kind)
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
