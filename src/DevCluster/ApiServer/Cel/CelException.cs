namespace Gko.DevCluster.ApiServer;

/// <summary>An expression that cannot be parsed, or that fails on the given value.</summary>
internal sealed class CelException(string message) : Exception(message);
