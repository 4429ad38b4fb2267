using System.Text;
using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Charts.Tests.Kustomize;

/// <summary>A file for those who do not use Helm, rendered from the chart.</summary>
/// <param name="File">Where it lies below <c>manifests</c>.</param>
/// <param name="Set">The values it is rendered with.</param>
internal sealed record Bundle(string File, string[] Set)
{
    private const string Namespace = "gko";

    private static readonly string[] OfHelm = ["meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "app.kubernetes.io/managed-by"];

    public static IReadOnlyList<Bundle> All { get; } =
    [
        new("install.yaml", []),
        new("kustomize/default/gko.yaml", []),
        new("kustomize/cert-manager/gko.yaml", ["manager.webhook.cert.mode=certManager"]),
        new("kustomize/namespaced/gko.yaml", ["manager.scope.cluster=false", "rbac.skipClusterRoles=true"]),
    ];

    /// <summary>The whole path.</summary>
    public string Path => RepositoryPaths.Of(["manifests", .. File.Split('/')]);

    /// <summary>What the file has to be.</summary>
    public async Task<string> RenderAsync()
    {
        var text = new StringBuilder("# Rendered from manifests/helm/gko. To change it, change the chart and run the tests with GKO_UPDATE_SNAPSHOTS=1.\n");
        text.Append($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {Namespace}\n");
        foreach (var item in (await Chart.RenderIntoAsync(Namespace, Set)).Objects)
        {
            text.Append("---\n").Append(YamlWriter.Write(WithoutHelm(item)));
        }

        return text.ToString();
    }

    private static JsonNode WithoutHelm(JsonNode item)
    {
        // Kustomize, asked for another namespace, would leave it there.
        if (item.Text("kind") is "ClusterRole" or "ClusterRoleBinding")
        {
            item["metadata"]!.AsObject().Remove("namespace");
        }

        foreach (var metadata in new[] { item["metadata"], item.At("spec/template/metadata") }.OfType<JsonObject>())
        {
            foreach (var map in new[] { "labels", "annotations" })
            {
                Remove(metadata, map);
            }
        }

        return item;
    }

    private static void Remove(JsonObject metadata, string map)
    {
        if (metadata[map] is JsonObject entries)
        {
            foreach (var name in OfHelm)
            {
                entries.Remove(name);
            }

            if (entries.Count == 0)
            {
                metadata.Remove(map);
            }
        }
    }
}
