using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Webhooks.Tests;

/// <summary>Manifests that upstream shows its users, as the API server would store them in the namespace <c>default</c>.</summary>
internal static class UpstreamManifest
{
    /// <summary>The only object of that kind in a file; skips the test where the data is absent.</summary>
    /// <param name="file">Below the folder of examples, without its ending.</param>
    public static T Read<T>(string file) where T : class, IResource<T>
    {
        var path = RepositoryPaths.Shared(["upstream", "examples", .. $"{file}.yml".Split('/')]);
        Assert.SkipWhen(path is null, "reference data is not beside the repository");
        var manifest = YamlReader.ReadAll(File.ReadAllText(path!)).OfType<JsonObject>().Single(item => (string?)item["kind"] == T.Type.Kind);
        if (Schema(T.Type.Kind) is { } schema)
        {
            SchemaDefaults.Apply(manifest, schema);
        }

        var resource = manifest.Deserialize(T.Type.Json)!;
        resource.Metadata.Namespace = "default";
        return resource;
    }

    private static JsonObject? Schema(string kind) => CustomResourceDefinitions.All()
        .FirstOrDefault(definition => (string?)definition["spec"]!["names"]!["kind"] == kind)
        ?["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
