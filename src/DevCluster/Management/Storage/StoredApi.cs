using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Storage;

/// <summary>An API as it is kept. Only touched under the store's lock.</summary>
internal sealed class StoredApi
{
    public required string Id { get; init; }

    public required string CrossId { get; init; }

    public required string OwnerId { get; set; }

    public required long CreatedAt { get; init; }

    public long UpdatedAt { get; set; }

    public long? DeployedAt { get; set; }

    /// <summary>How often it was published.</summary>
    public int DeploymentNumber { get; set; }

    /// <summary>Name, proxy, flows and what else has no list of its own below.</summary>
    public JsonObject Definition { get; set; } = [];

    public List<ContextPath> Paths { get; set; } = [];

    public string State { get; set; } = "STOPPED";

    public string Lifecycle { get; set; } = "CREATED";

    public string Visibility { get; set; } = "PRIVATE";

    public string Origin { get; set; } = "kubernetes";

    public string Mode { get; set; } = "fully_managed";

    public string SyncFrom { get; set; } = "management";

    public bool NotifyMembers { get; set; } = true;

    /// <summary>By name: that is how imports of this version keep them.</summary>
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

    public bool FromKubernetes => Origin == "kubernetes";

    public bool SyncedFromManagement => SyncFrom != "kubernetes";
}
