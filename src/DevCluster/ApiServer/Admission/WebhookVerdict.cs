using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>A webhook's answer: nothing refused, and perhaps operations to apply.</summary>
internal sealed record WebhookVerdict(JsonArray? Patch, IReadOnlyList<string> Warnings);
