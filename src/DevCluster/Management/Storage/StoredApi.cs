using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Storage;

/// <summary>An API as it is kept. Only touched under the store's lock.</summary>
internal sealed class StoredApi
{
    public required string Id { get; init; }

    /// <summary>Null when a request with ids of its own had none.</summary>
    public required string? CrossId { get; init; }

    public required string EnvironmentId { get; init; }

    /// <summary>Set when a V4 API was last written by its human-readable id.</summary>
    public string? Hrid { get; set; }

    /// <summary>The request as an import of V4 left it; null for APIs of v2.</summary>
    public JsonObject? Spec { get; set; }

    public bool IsV4 => Spec is not null;

    public required string OwnerId { get; set; }

    public required long CreatedAt { get; init; }

    public long UpdatedAt { get; set; }

    public long? DeployedAt { get; set; }

    /// <summary>How often it was published.</summary>
    public int DeploymentNumber { get; set; }

    /// <summary>Name, proxy, flows and what else has no list of its own below.</summary>
    public JsonObject Definition { get; set; } = [];

    public List<ContextPath> Paths { get; set; } = [];

    /// <summary>Hosts of TCP and Kafka listeners, in lower case.</summary>
    public List<string> Hosts { get; set; } = [];

    public string State { get; set; } = "STOPPED";

    public string Lifecycle { get; set; } = "CREATED";

    public string Visibility { get; set; } = "PRIVATE";

    public string Origin { get; set; } = "kubernetes";

    public string Mode { get; set; } = "fully_managed";

    public string SyncFrom { get; set; } = "management";

    public bool NotifyMembers { get; set; } = true;

    /// <summary>Names for APIs of v2, ids for those of V4: that is how imports keep them.</summary>
    public List<string> Groups { get; set; } = [];

    /// <summary>By id.</summary>
    public List<string> Categories { get; set; } = [];

    /// <summary>Without the owner.</summary>
    public List<StoredMember> Members { get; set; } = [];

    public List<JsonObject> Plans { get; set; } = [];

    public List<JsonObject> Pages { get; set; } = [];

    public SortedDictionary<string, JsonObject> Metadata { get; } = new(StringComparer.Ordinal);

    public JsonObject? Notification { get; set; }

    /// <summary>Ids of plans with an active subscription, one per subscription.</summary>
    public List<string> SubscribedPlans { get; } = [];

    /// <summary>Gateways only run APIs that somebody can call.</summary>
    public bool HasOpenPlan => Plans.Exists(plan => plan.Text("status") is "PUBLISHED" or "DEPRECATED");

    public bool FromKubernetes => Origin == "kubernetes";

    public bool SyncedFromManagement => SyncFrom != "kubernetes";

    /// <summary>Adds or replaces; nothing ever removes metadata.</summary>
    public void AddMetadata(IEnumerable<JsonObject> entries)
    {
        foreach (var entry in entries)
        {
            var key = entry.Text("key") ?? Slug.Of(entry.Text("name") ?? "");
            Metadata[key] = JsonText.Pick(entry, "key", "name", "format", "value", "defaultValue");
            Metadata[key]["key"] ??= key;
        }
    }
}
