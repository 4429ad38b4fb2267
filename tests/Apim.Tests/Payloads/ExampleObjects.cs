using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Gko.Kubernetes.Schemas;
using Gko.Testing;

namespace Gko.Apim.Tests.Payloads;

/// <summary>What upstream shows its users of all that is no API, as the API server stores it.</summary>
internal static class ExampleObjects
{
    private static readonly string? Root = RepositoryPaths.Shared("upstream", "examples", "apim");
    private static readonly string[] Folders = ["application", "dictionary", "group", "portal", "shared_policy_groups"];

    /// <summary>Folders and names of their files; one that does not exist where the data is absent.</summary>
    public static TheoryData<string> Names => Root is null
        ? ["absent"]
        : [.. Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.yml"))
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Root, file), null).Replace('\\', '/'))
            .Where(name => Manifests(name).Any())
            .Order(StringComparer.Ordinal)];

    public static JsonObject Manifest(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var manifest = Manifests(name).Single();
        SchemaDefaults.Apply(manifest, ExampleApis.Schema((string)manifest["kind"]!));
        manifest["metadata"]!["namespace"] = "default";
        return manifest;
    }

    private static IEnumerable<JsonObject> Manifests(string name) =>
        YamlReader.ReadAll(File.ReadAllText(Path.Combine(Root!, name + ".yml"))).OfType<JsonObject>()
            .Where(manifest => (string?)manifest["apiVersion"] == "gravitee.io/v1alpha1");
}
