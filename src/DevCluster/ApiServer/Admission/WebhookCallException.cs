namespace Gko.DevCluster.ApiServer;

/// <summary>A webhook could not be asked, or its answer made no sense; the failure policy decides what follows.</summary>
internal sealed class WebhookCallException(string message, Exception? inner = null) : Exception(message, inner);
