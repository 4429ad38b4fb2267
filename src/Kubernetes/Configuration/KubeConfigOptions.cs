using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Configuration;

/// <summary>Where to look for a connection.</summary>
public sealed record KubeConfigOptions
{
    /// <summary>The one file to read, as a <c>--kubeconfig</c> option gives it; null to search.</summary>
    public string? Path { get; init; }

    /// <summary>The context to use instead of <c>current-context</c>; with one, the in-cluster configuration is not considered.</summary>
    public string? Context { get; init; }

    /// <summary>Where a pod finds the token, namespace and authority of its service account.</summary>
    public string ServiceAccountFolder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Holds <c>.kube/config</c>.</summary>
    public string HomeFolder { get; init; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock by which credentials expire.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives what goes wrong while credentials are refreshed.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
