using System.Diagnostics;

namespace Gko.Kubernetes.Tracing;

/// <summary>Where the spans of this library come from: admission requests and reconciles.</summary>
public static class KubernetesTracing
{
    /// <summary>What a collector of traces has to listen to.</summary>
    public const string SourceName = "Gko.Kubernetes";

    internal static ActivitySource Source { get; } = new(SourceName);
}
