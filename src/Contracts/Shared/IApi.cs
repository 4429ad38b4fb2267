using Gko.Kubernetes.Model;

namespace Gko.Contracts;

/// <summary>An API of either generation, for what is the same for both.</summary>
public interface IApi : IResource
{
    /// <summary>What v2 and v4 have in common of the desired state.</summary>
    ApiSpec? CommonSpec { get; }

    /// <summary>What v2 and v4 have in common of the observed state.</summary>
    ApiStatus? CommonStatus { get; }
}
