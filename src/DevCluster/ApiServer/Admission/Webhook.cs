using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>One entry of a webhook configuration.</summary>
internal sealed record Webhook
{
    public required string Name { get; init; }

    public required JsonObject ClientConfig { get; init; }

    public required LabelSelector NamespaceSelector { get; init; }

    public required LabelSelector ObjectSelector { get; init; }

    public required IReadOnlyList<WebhookRule> Rules { get; init; }

    public required IReadOnlyList<MatchCondition> MatchConditions { get; init; }

    public bool IgnoresFailure { get; init; }

    public bool HasSideEffects { get; init; }

    public bool IsReinvoked { get; init; }

    public TimeSpan Timeout { get; init; }

    /// <summary>The webhooks of one kind of configuration, by configuration name and then in their own order.</summary>
    public static List<Webhook> ReadAll(ObjectStore store, ResourceDefinition configuration) =>
        [.. store.Snapshot(configuration.StorageName).Objects.Values.SelectMany(Read)];

    private static IEnumerable<Webhook> Read(StoredObject configuration) =>
        (configuration.ToNode().Items("webhooks") ?? []).OfType<JsonObject>().Select(json => new Webhook
        {
            Name = json.Text("name") ?? "",
            ClientConfig = json.Child("clientConfig") ?? [],
            NamespaceSelector = LabelSelector.FromObject(json.Child("namespaceSelector")),
            ObjectSelector = LabelSelector.FromObject(json.Child("objectSelector")),
            Rules = [.. (json.Items("rules") ?? []).OfType<JsonObject>().Select(WebhookRule.Read)],
            MatchConditions = [.. (json.Items("matchConditions") ?? []).OfType<JsonObject>().Select(MatchCondition.Read)],
            IgnoresFailure = json.Text("failurePolicy") is "Ignore",
            HasSideEffects = json.Text("sideEffects") is not ("None" or "NoneOnDryRun"),
            IsReinvoked = json.Text("reinvocationPolicy") is "IfNeeded",
            Timeout = TimeSpan.FromSeconds(json.Number("timeoutSeconds") ?? 10),
        });
}
