namespace Gko.Testing.Clusters;

/// <summary>What a <see cref="KubeApiServer"/> does beyond serving its API.</summary>
public sealed record KubeApiServerOptions
{
    /// <summary>Call the webhooks of Services at the addresses in their EndpointSlices; Services' own addresses lead nowhere here.</summary>
    public bool RoutesServices { get; init; }

    /// <summary>Keep account of what service accounts ask for, in <see cref="KubeApiServer.Audit"/>.</summary>
    public bool Audits { get; init; }
}
