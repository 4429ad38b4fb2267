using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Configuration;

/// <summary>The <c>exec</c> section of a kubeconfig user.</summary>
internal sealed record ExecPluginOptions
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private const string V1Beta1 = "client.authentication.k8s.io/v1beta1";

    /// <summary>File and entry, for complaints.</summary>
    public required string Where { get; init; }

    public required string ApiVersion { get; init; }

    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary>What the plugin learns of the cluster; null unless it asked for it.</summary>
    public JsonObject? Cluster { get; init; }

    public static ExecPluginOptions From(KubeConfigNode exec, KubeConnection connection, JsonNode? execConfig)
    {
        var version = exec.Text("apiVersion");
        if (version is not (V1 or V1Beta1))
        {
            throw exec.Error("apiVersion", $"is '{version}'; {V1} and {V1Beta1} are supported");
        }

        if (exec.Text("interactiveMode") is "Always")
        {
            throw exec.Error("interactiveMode", "is Always, but this program cannot ask anybody; use a plugin that works without a terminal");
        }

        var command = exec.Text("command") ?? throw exec.Error("command", "is missing");
        return new ExecPluginOptions
        {
            Where = $"{exec.File}: {exec.Entry}",
            ApiVersion = version,
            Command = command.Contains(Path.DirectorySeparatorChar) ? exec.Resolve(command) : command,
            Arguments = exec.Texts("args"),
            Environment = [.. exec.Maps("env").Select(item => KeyValuePair.Create(
                item.Text("name") ?? throw item.Error("name", "is missing"), item.Text("value") ?? ""))],
            InstallHint = exec.Text("installHint"),
            Cluster = exec.Flag("provideClusterInfo") ? ClusterInfo(connection, execConfig) : null,
        };
    }

    private static JsonObject ClusterInfo(KubeConnection connection, JsonNode? execConfig)
    {
        var info = new JsonObject { ["server"] = connection.Server.OriginalString };
        if (connection.TlsServerName is { } name)
        {
            info["tls-server-name"] = name;
        }

        if (connection.SkipTlsVerify)
        {
            info["insecure-skip-tls-verify"] = true;
        }

        if (connection.TrustedRoots is { } roots)
        {
            info["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(
                string.Join('\n', roots.Certificates.Select(root => root.ExportCertificatePem()))));
        }

        if (connection.Proxy is { } proxy)
        {
            info["proxy-url"] = proxy.OriginalString;
        }

        if (execConfig is not null)
        {
            info["config"] = execConfig.DeepClone();
        }

        return info;
    }
}
