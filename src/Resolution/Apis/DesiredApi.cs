using System.Security.Cryptography;
using System.Text;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;

namespace Gko.Resolution;

/// <summary>What APIM and the gateways of this cluster are to hold for an API, and where.</summary>
public sealed record DesiredApi
{
    /// <summary>The APIM environment; null for an API without a context.</summary>
    public ApimConnection? Connection { get; init; }

    /// <summary>The body to send; null exactly when <see cref="Connection"/> is.</summary>
    public ApiImport? Import { get; init; }

    /// <summary>The ConfigMap to store; null when there must be none, so that one left from before has to go.</summary>
    public GatewayConfig? Gateway { get; init; }

    /// <summary>
    /// Changes exactly when the API has to be sent or stored again: it covers the body, the environment and the gateways' data,
    /// not the credentials.
    /// </summary>
    public string SyncHash { get; init; } = "";

    /// <summary>The hash of these parts.</summary>
    /// <param name="environment">The URL of the APIM environment; empty for none.</param>
    internal static string Hash(string environment, ApiImport? import, GatewayConfig? gateway)
    {
        // Without a gateway the text is that of versions which knew none: an update of the operator sends nothing again.
        var text = $"{environment}\n{import?.Hash}{(gateway is null ? "" : $"\n{gateway.Hash}")}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
