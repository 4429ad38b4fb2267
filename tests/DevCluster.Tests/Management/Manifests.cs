using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;

namespace Gko.DevCluster.Tests.Management;

/// <summary>Manifests of v2 APIs, as the API server would pass them on.</summary>
internal static class Manifests
{
    /// <summary>The schema of <c>spec</c> of v2 APIs.</summary>
    public static JsonObject SpecSchema { get; } = SchemaOf("ApiDefinition");

    /// <summary>The schema of <c>spec</c> of any kind.</summary>
    public static JsonObject SchemaOf(string kind) => CustomResourceDefinitions.All()
        .Single(definition => (string?)definition["spec"]!["names"]!["kind"] == kind)
        ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();

    /// <summary>The APIs in a file, with defaults filled in and references to other objects dropped.</summary>
    public static IEnumerable<ApiDefinition> Read(string file)
    {
        foreach (var manifest in YamlReader.ReadAll(File.ReadAllText(file)))
        {
            if ((string?)manifest?["kind"] == "ApiDefinition")
            {
                SchemaDefaults.Apply(manifest["spec"], SpecSchema);
                var api = manifest.Deserialize(ContractsJson.Relaxed.ApiDefinition)!;
                api.Spec!.Resources?.RemoveAll(resource => resource.Ref is not null);
                api.Metadata.Uid = "11111111-2222-3333-4444-555555555555";
                api.Metadata.Namespace ??= "default";
                yield return api;
            }
        }
    }
}
