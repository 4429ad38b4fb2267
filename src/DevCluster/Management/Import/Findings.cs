using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>What validators found, in their order.</summary>
internal sealed class Findings
{
    public List<string> Severe { get; } = [];

    public List<string> Warnings { get; } = [];

    public bool IsEmpty => Severe.Count + Warnings.Count == 0;

    /// <summary>Without repetitions, in alphabetical order.</summary>
    public Findings Sorted()
    {
        var sorted = new Findings();
        sorted.Severe.AddRange(Severe.Distinct().Order(StringComparer.Ordinal));
        sorted.Warnings.AddRange(Warnings.Distinct().Order(StringComparer.Ordinal));
        return sorted;
    }

    public JsonObject ToJson() =>
        new() { ["severe"] = JsonText.ToArray(Severe), ["warning"] = JsonText.ToArray(Warnings) };
}
