using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>From the matches so far to the next ones; null when the step cannot be taken from one of them.</summary>
internal delegate List<JsonNode?>? JsonPathStep(List<JsonNode?> matches);
