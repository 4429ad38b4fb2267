using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>A patch and how it is to be understood.</summary>
internal sealed record PatchBody(PatchKind Kind, JsonNode Document, IReadOnlyList<string> StrictErrors);

/// <summary>The patch media types.</summary>
internal enum PatchKind
{
    Json,
    Merge,
    StrategicMerge,
    Apply,
}
