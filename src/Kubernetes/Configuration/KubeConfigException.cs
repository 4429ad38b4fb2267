namespace Gko.Kubernetes.Configuration;

/// <summary>A connection cannot be configured; the message names the file, the entry, the field and what to do.</summary>
public sealed class KubeConfigException(string message, Exception? inner = null) : Exception(message, inner);
