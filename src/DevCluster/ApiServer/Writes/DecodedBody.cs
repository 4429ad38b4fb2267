using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>An object from a request, with what a strict decoder would refuse.</summary>
internal sealed record DecodedBody(JsonObject Node, IReadOnlyList<string> StrictErrors);
