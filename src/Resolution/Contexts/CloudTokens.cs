using System.Buffers.Text;
using System.Text.Json;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// Reads what a Gravitee Cloud token says of its owner. The signature is not checked: only Gravitee Cloud has the key. Neither
/// is the time, as another clock decides: an expired token is refused there with the first call.
/// </summary>
public static class CloudTokens
{
    // The year 9999.
    private const double FarSeconds = 253_000_000_000;

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
                : new CloudClaims(organization, geography, environments, Time(root, "nbf"), Time(root, "exp"));
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

    // Seconds since 1970; what no calendar knows is as good as no time at all.
    private static DateTimeOffset? Time(JsonElement root, string claim) =>
        root.TryGetProperty(claim, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds)
        && Math.Abs(seconds) < FarSeconds
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static string? Text(JsonElement root, string claim) =>
        root.TryGetProperty(claim, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
