using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>Who holds a <see cref="Lease"/> and until when.</summary>
public sealed class LeaseSpec
{
    /// <summary>Null or empty when nobody holds the lease.</summary>
    public string? HolderIdentity { get; set; }

    /// <summary>Seconds after <see cref="RenewTime"/> until others may take over.</summary>
    public int? LeaseDurationSeconds { get; set; }

    /// <summary>When the holder got the lease.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; set; }

    /// <summary>When the holder renewed it last.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; set; }

    /// <summary>How often the holder changed.</summary>
    public int? LeaseTransitions { get; set; }
}
