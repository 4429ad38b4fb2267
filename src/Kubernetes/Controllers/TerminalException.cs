namespace Gko.Kubernetes.Controllers;

/// <summary>Thrown by a reconciler when trying again is pointless until the object or something it refers to changes.</summary>
public sealed class TerminalException(string message, Exception? inner = null) : Exception(message, inner);
