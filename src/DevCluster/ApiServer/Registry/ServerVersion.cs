using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The Kubernetes version whose behaviour this server follows.</summary>
internal static class ServerVersion
{
    public const string Text = "v1.36.0";

    public static JsonObject Document => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["gitVersion"] = Text,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "none",
        ["platform"] = "dev/dev",
    };
}
