namespace Gko.Resolution;

/// <summary>How an address is told from others.</summary>
public enum AddressKind
{
    /// <summary>By the path of a request and, where one is named, its host.</summary>
    Http,

    /// <summary>By the server name of a TLS connection.</summary>
    Tcp,

    /// <summary>By the host that Kafka clients connect to first. Upstream lets APIs share one.</summary>
    Kafka,
}
