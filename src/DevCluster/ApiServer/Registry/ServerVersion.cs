using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The Kubernetes version that this server claims to be; within a minor version of common clients, which warn otherwise.</summary>
internal static class ServerVersion
{
    public const string Text = "v1.33.0";

    public static JsonObject Document => new()
    {
        ["major"] = "1",
        ["minor"] = "33",
        ["gitVersion"] = Text,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "none",
        ["platform"] = "dev/dev",
    };
}
