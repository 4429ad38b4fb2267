using System.Buffers.Text;
using System.Text.Json;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// Reads what a Gravitee Cloud token says of its owner. The signature and the expiry are not checked here: only Gravitee
/// Cloud has the key, and an expired token is refused there with the first call.
/// </summary>
public static class CloudTokens
{
    private const string MissingClaims =
        "cannot parse cloud token: cloud token does not contains all required claims, are you sure this is a Gravitee cloud token ?";

    /// <summary>Whether the context is connected to Gravitee Cloud.</summary>
    public static bool IsEnabled(ManagementContextSpec? spec) =>
        spec?.Cloud is { } cloud && (!string.IsNullOrEmpty(cloud.Token) || !string.IsNullOrEmpty(cloud.SecretRef?.Name));

    /// <summary>The token's claims, or null and the reason why it cannot be used.</summary>
    public static CloudClaims? Parse(string token, out string? problem)
    {
        problem = null;
        if (Payload(token) is not { } payload)
        {
            problem = "cannot parse cloud token: token is malformed: it must have three base64url parts separated by dots";
            return null;
        }

        using (payload)
        {
            var claims = Read(payload.RootElement);
            problem = claims is null ? MissingClaims : null;
            return claims;
        }
    }

    private static CloudClaims? Read(JsonElement root)
    {
        try
        {
            var organization = Text(root, "org");
            var geography = Text(root, "cpg");
            var environments = root.TryGetProperty("envs", out var list) && list.ValueKind is JsonValueKind.Array
                ? list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!).ToArray()
                : [];
            return organization is null || geography is null || environments.Length == 0
                ? null
                : new CloudClaims(organization, geography, environments);
        }
        catch (InvalidOperationException)
        {
            // Parsing lets bytes pass that are no text; reading them as text is what fails.
            return null;
        }
    }

    private static JsonDocument? Payload(string token)
    {
        var parts = token.Trim().Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string claim) =>
        root.TryGetProperty(claim, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
