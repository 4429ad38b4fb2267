using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.Kubernetes.Serialization;

namespace Gko.DevCluster.Management.Export;

/// <summary>What manifests of both definition versions have in common.</summary>
internal static class CrdManifest
{
    /// <summary>The manifest as YAML.</summary>
    public static string Write(string kind, string name, JsonObject spec) => "---\n" + YamlWriter.Write(new JsonObject
    {
        ["apiVersion"] = "gravitee.io/v1alpha1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = Slug.Of(name) },
        ["spec"] = spec,
    });

    /// <summary>Everybody but the owner.</summary>
    public static JsonArray Members(StoredApi api, IReadOnlyList<DevUser> users) =>
        JsonText.ToArray(api.Members.Select(JsonNode (member) =>
        {
            var user = users.First(item => item.Id == member.UserId);
            return new JsonObject { ["source"] = user.Source, ["sourceId"] = user.SourceId, ["role"] = member.Role };
        }));
}
