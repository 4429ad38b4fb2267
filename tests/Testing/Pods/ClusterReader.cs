using System.Text;
using System.Text.Json.Nodes;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>What a kubelet reads from the API server about a pod of a namespace.</summary>
internal sealed class ClusterReader(KubeApiServer server, Kubectl kubectl, string @namespace)
{
    public async Task<PodTemplate> DeploymentAsync(string name) => PodTemplate.Of(
        await FindAsync("deployment", name).ConfigureAwait(false) ?? throw new InvalidOperationException($"There is no Deployment {name}."));

    public async Task<IReadOnlyList<JsonObject>> ServicesAsync() =>
        [.. JsonNode.Parse(await kubectl.RunAsync("get", "services", "-n", @namespace, "-o", "json").ConfigureAwait(false)).Maps("items")];

    /// <summary>The entries of a Secret; null when there is none.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>?> SecretAsync(string name) =>
        (await FindAsync("secret", name).ConfigureAwait(false))?.Map("data")
            .ToDictionary(entry => entry.Key, entry => Convert.FromBase64String(entry.Value!.ToString()));

    /// <summary>The entries of a ConfigMap; null when there is none.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>?> ConfigMapAsync(string name)
    {
        var found = await FindAsync("configmap", name).ConfigureAwait(false);
        return found?.Map("data").Select(entry => (entry.Key, Value: Encoding.UTF8.GetBytes(entry.Value!.ToString())))
            .Concat(found.Map("binaryData").Select(entry => (entry.Key, Value: Convert.FromBase64String(entry.Value!.ToString()))))
            .ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    /// <summary>A token of a service account, by a TokenRequest.</summary>
    public async Task<byte[]> TokenAsync(string account, string? audience, long seconds)
    {
        string[] audiences = audience is null ? [] : ["--audience", audience];
        var token = await kubectl.RunAsync(["create", "token", account, "-n", @namespace, $"--duration={seconds}s", .. audiences]).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes(token.Trim());
    }

    /// <summary>The authority of the API server, which a controller puts into each namespace where there is one.</summary>
    public Task<byte[]> AuthorityAsync() => File.ReadAllBytesAsync(server.CertificatePath);

    private async Task<JsonObject?> FindAsync(string kind, string name)
    {
        var found = await kubectl.RunAsync("get", kind, name, "-n", @namespace, "-o", "json", "--ignore-not-found").ConfigureAwait(false);
        return found.Length == 0 ? null : JsonNode.Parse(found)!.AsObject();
    }
}
