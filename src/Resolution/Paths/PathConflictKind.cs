namespace Gko.Resolution;

/// <summary>How two APIs are in each other's way. Upstream lets all but the first pass.</summary>
public enum PathConflictKind
{
    /// <summary>Both claim one path, or one host of TCP listeners.</summary>
    SameAddress,

    /// <summary>Both claim one path, but they are a v2 and a v4 API of one name.</summary>
    Namesake,

    /// <summary>Both claim one host of Kafka listeners.</summary>
    KafkaHost,

    /// <summary>Their hosts differ only by case.</summary>
    HostCase,
}
