using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.DevCluster.ApiServer;

/// <summary>Writes kubeconfig documents for this server.</summary>
internal static class KubeConfigText
{
    private const string ClusterName = "gko-dev";

    public static string ForCertificate(Uri server, string authorityPem, string user, string certificatePem, string keyPem) =>
        Write(server, authorityPem, user, new JsonObject
        {
            ["client-certificate-data"] = Base64(certificatePem), ["client-key-data"] = Base64(keyPem),
        });

    public static string ForToken(Uri server, string authorityPem, string user, string token) =>
        Write(server, authorityPem, user, new JsonObject { ["token"] = token });

    private static string Write(Uri server, string authorityPem, string user, JsonObject credentials) => YamlWriter.Write(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = ClusterName,
            ["cluster"] = new JsonObject
            {
                ["server"] = server.GetLeftPart(UriPartial.Authority), ["certificate-authority-data"] = Base64(authorityPem),
            },
        }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = user, ["user"] = credentials }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = ClusterName,
            ["context"] = new JsonObject { ["cluster"] = ClusterName, ["user"] = user, ["namespace"] = "default" },
        }),
        ["current-context"] = ClusterName,
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
