using System.Text.Json.Nodes;

namespace Gko.Testing.Examples;

/// <summary>What upstream shows its users of all that is no API, as the API server stores it.</summary>
public static class ExampleObjects
{
    private static readonly string[] Folders = ["application", "dictionary", "group", "portal", "shared_policy_groups"];

    /// <summary>Where they are; null where the reference data is absent.</summary>
    public static string? Root { get; } = RepositoryPaths.Shared("upstream", "examples", "apim");

    /// <summary>Folders and names of their files; one that does not exist where the data is absent.</summary>
    public static IReadOnlyList<string> Names { get; } = Root is null
        ? ["absent"]
        : [.. Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.yml"))
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Root, file), null).Replace('\\', '/'))
            .Where(name => Manifests(name).Any())
            .Order(StringComparer.Ordinal)];

    /// <summary>The object in a file, with defaults filled in.</summary>
    public static JsonObject Manifest(string name) => StoredExamples.Store(Manifests(name).Single());

    private static IEnumerable<JsonObject> Manifests(string name) => StoredExamples.Written($"apim/{name}")
        .Where(manifest => (string?)manifest["apiVersion"] == "gravitee.io/v1alpha1");
}
