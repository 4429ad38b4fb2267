using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>What is common to the informers of all kinds, for start-up, readiness and metrics.</summary>
public interface IInformer
{
    /// <summary>The kind that is held.</summary>
    ResourceType Resource { get; }

    /// <summary>Whether everything that existed at the start was read.</summary>
    bool Synced { get; }

    /// <summary>Why the API server cannot be followed at the moment; null when it can.</summary>
    Exception? LastError { get; }

    /// <summary>What was held and read so far.</summary>
    InformerStatistics Statistics { get; }

    /// <summary>Returns once <see cref="Synced"/>.</summary>
    Task WaitForSyncAsync(CancellationToken ct);

    /// <summary>Follows the API server until the token fires; it survives every failure.</summary>
    Task RunAsync(CancellationToken ct);
}
