using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Security;

/// <summary>Checks the <c>Authorization</c> header as APIM does: a bearer token with a dot is a JWT, one without is looked up.</summary>
internal sealed class Authenticator(DevManagementOptions options, ManagementStore store, TimeProvider time)
{
    private const string Cookie = "Auth-Graviteeio-APIM";

    /// <summary>The principal, or the answer that refuses.</summary>
    public (Principal? Principal, Reply? Refusal) Authenticate(string? header)
    {
        var (scheme, value) = Split(header);
        return scheme.ToUpperInvariant() switch
        {
            "BEARER" => BearerUser(value) is { } user ? (new(user), null) : (null, Expired),
            "BASIC" => BasicUser(value) is { } user ? (new(user), null) : (null, Challenge),
            _ => (null, Challenge),
        };
    }

    private static Reply Challenge { get; } = new(401)
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=\"Gravitee.io Management API\"" },
    };

    private static Reply Expired { get; } = new(401)
    {
        Headers = new Dictionary<string, string> { ["Set-Cookie"] = $"{Cookie}=; Path=/; Max-Age=0" },
    };

    private static (string Scheme, string Value) Split(string? header)
    {
        var parts = (header ?? "").Split(' ', 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private DevUser? BasicUser(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length < 2 ? null : store.Users.Find(user => user.SourceId == pair[0] && user.Password == pair[1]);
    }

    private DevUser? BearerUser(string token) =>
        !token.Contains('.', StringComparison.Ordinal)
            ? token == options.Token ? store.ServiceAccount : null
            : JwtSubject(token) is { } subject ? store.Users.Find(user => user.Id == subject || user.SourceId == subject) : null;

    private string? JwtSubject(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(options.JwtSecret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        var isGenuine = Base64Url.EncodeToString(signature) == parts[2].TrimEnd('=');
        if (!isGenuine || Decode(parts[0]).Text("alg") != "HS256" || Decode(parts[1]) is not { } claims)
        {
            return null;
        }

        var expired = claims["exp"] is JsonValue expiry && expiry.TryGetValue<double>(out var seconds)
            && DateTimeOffset.UnixEpoch.AddSeconds(seconds) <= time.GetUtcNow();
        return expired ? null : claims.Text("sub");
    }

    private static JsonObject? Decode(string part)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Anything may stand in a header; what is no JWT identifies nobody.
            return null;
        }
    }
}
