namespace Gko.Kubernetes.LeaderElection;

/// <summary>The lease could not be renewed in time or was taken over. The process should end: another one leads.</summary>
public sealed class LeadershipLostException(string message) : Exception(message);
