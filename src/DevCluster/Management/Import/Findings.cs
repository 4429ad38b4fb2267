using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>What validators found, in their order.</summary>
internal sealed class Findings
{
    public List<string> Severe { get; } = [];

    public List<string> Warnings { get; } = [];

    public JsonObject ToJson() =>
        new() { ["severe"] = JsonText.ToArray(Severe), ["warning"] = JsonText.ToArray(Warnings) };
}
