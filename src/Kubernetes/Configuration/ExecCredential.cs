using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Configuration;

/// <summary>What an exec plugin printed.</summary>
/// <param name="Header">Null when the plugin gave a certificate only.</param>
/// <param name="Certificate">Null when the plugin gave a token only.</param>
/// <param name="Expires">Null when the credential lasts as long as the process.</param>
/// <param name="ObtainedAt">A timestamp of the clock in use.</param>
internal sealed record ExecCredential(
    AuthenticationHeaderValue? Header, SslStreamCertificateContext? Certificate, DateTimeOffset? Expires, long ObtainedAt)
{
    /// <exception cref="FormatException">The output is no such credential.</exception>
    public static ExecCredential Parse(string output, string apiVersion, long now)
    {
        try
        {
            var root = JsonNode.Parse(output) as JsonObject;
            if (Text(root, "kind") != "ExecCredential" || Text(root, "apiVersion") != apiVersion)
            {
                throw new FormatException($"it must be an ExecCredential of {apiVersion}");
            }

            var status = root!["status"] as JsonObject;
            var certificate = Text(status, "clientCertificateData");
            var key = Text(status, "clientKeyData");
            var token = Text(status, "token");
            if ((certificate is null) != (key is null) || (certificate ?? token) is null)
            {
                throw new FormatException("its status must hold a token, or clientCertificateData together with clientKeyData");
            }

            return new ExecCredential(
                token is null ? null : new AuthenticationHeaderValue("Bearer", token),
                certificate is null ? null : PemCertificates.WithKey(certificate, key!),
                status!["expirationTimestamp"]?.GetValue<DateTimeOffset>(),
                now);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or CryptographicException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static string? Text(JsonObject? json, string member) => json?[member]?.GetValue<string>() is { Length: > 0 } text ? text : null;
}
