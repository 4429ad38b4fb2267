using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Kinds;

/// <summary>Every manifest that upstream shows its users.</summary>
internal static class UpstreamExamples
{
    /// <summary>Files that upstream's own definitions refuse, and the only finding.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unfit = new Dictionary<string, string>
    {
        ["apim/subscription/subscription-with-metadata.yml"] = "spec.plan: Required value",
    };

    /// <summary>Files of other kinds are left unread: one of them is not YAML.</summary>
    private static readonly Regex OurKinds = new($"""^kind: "?({string.Join('|', Kinds.RoundTrip.Keys)})"?\s*$""", RegexOptions.Multiline);

    /// <summary>The folder that holds them; skips the test where it is absent.</summary>
    public static string Folder
    {
        get
        {
            var root = RepositoryPaths.Shared("upstream", "examples");
            Assert.SkipWhen(root is null, "reference data is not beside the repository");
            return root!;
        }
    }

    /// <summary>Paths, relative to the folder, of the files that hold objects of our kinds.</summary>
    public static IReadOnlyList<string> Files()
    {
        var files = Directory.GetFiles(Folder, "*.y*ml", SearchOption.AllDirectories)
            .Where(file => OurKinds.IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal)
            .ToList();
        files.Count.ShouldBeGreaterThan(110);
        return files;
    }

    /// <summary>
    /// The objects of our kinds. One file, api-v4-with-page-swagger-http-fetcher.yml, repeats a key (useSystemProxy); as for
    /// kubectl the last one counts, while the API server refuses the file when it gets it as YAML.
    /// </summary>
    public static IReadOnlyList<(string File, string Kind, JsonNode Node)> Objects() =>
    [
        .. from file in Files()
           from node in YamlReader.ReadAll(File.ReadAllText(Path.Combine(Folder, file))).OfType<JsonObject>()
           let kind = node["kind"]?.GetValue<string>() ?? ""
           where Kinds.RoundTrip.ContainsKey(kind)
           select (file, kind, (JsonNode)node),
    ];
}
