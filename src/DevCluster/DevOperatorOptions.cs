using Gko.Operator.Configuration;

namespace Gko.DevCluster;

/// <summary>The operator's settings as the dev cluster needs them.</summary>
public static class DevOperatorOptions
{
    /// <summary>
    /// The settings of the environment, with the CRDs applied, webhooks registered by url, no probes, and hosts that end in
    /// <c>.svc</c> leading to the Management API, as they would in a cluster.
    /// </summary>
    public static OperatorOptions Create(Func<string, string?> environment, Uri webhookUrl, Uri managementUrl)
    {
        var options = OperatorOptions.FromEnvironment(environment);
        return options with
        {
            ApplyCrds = true,
            ProbesPort = 0,
            Webhook = options.Webhook with { Enabled = true, Url = webhookUrl, Port = webhookUrl.Port },
            Apim = options.Apim with
            {
                ConnectTo = (host, _) => IsService(host) ? ("127.0.0.1", managementUrl.Port) : null,
            },
        };
    }

    private static bool IsService(string host) =>
        host.EndsWith(".svc", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".svc.cluster.local", StringComparison.OrdinalIgnoreCase);
}
