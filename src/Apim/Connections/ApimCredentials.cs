using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Gko.Apim.Connections;

/// <summary>How requests prove who they are. Never prints what it holds.</summary>
public sealed class ApimCredentials : IEquatable<ApimCredentials>
{
    private readonly string? _scheme;
    private readonly string? _parameter;
    private readonly string[] _secrets;

    private ApimCredentials(string? scheme, string? parameter, params string[] secrets)
    {
        _scheme = scheme;
        _parameter = parameter;
        _secrets = secrets;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scheme} {parameter}")), 0, 12);
    }

    /// <summary>No <c>Authorization</c> header at all.</summary>
    public static ApimCredentials None { get; } = new(null, null);

    /// <summary>Tells credentials apart without revealing them: 24 hexadecimal digits of a SHA-256.</summary>
    public string Fingerprint { get; }

    /// <summary>False when the values cannot be put into a header, such as a token with a line break inside.</summary>
    internal bool IsSendable => _parameter is null || !_parameter.Any(c => char.IsControl(c) || c is ' ' or > '~');

    /// <summary>Values that must be blotted out wherever a server echoes them.</summary>
    internal IReadOnlyList<string> Secrets => _secrets;

    /// <summary>A bearer token; surrounding white space, as left by editors in secrets, is dropped.</summary>
    public static ApimCredentials Bearer(string token)
    {
        var trimmed = token.Trim();
        return new("Bearer", trimmed, trimmed);
    }

    /// <summary>User name and password; surrounding white space is dropped.</summary>
    public static ApimCredentials Basic(string username, string password)
    {
        var pair = $"{username.Trim()}:{password.Trim()}";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        return new("Basic", encoded, password.Trim(), encoded);
    }

    /// <summary>A token wins over user name and password, either of which may be empty; nothing at all is <see cref="None"/>.</summary>
    public static ApimCredentials From(string? token, string? username, string? password) =>
        !string.IsNullOrWhiteSpace(token) ? Bearer(token)
        : username is null && password is null ? None
        : Basic(username ?? "", password ?? "");

    /// <inheritdoc/>
    public bool Equals(ApimCredentials? other) =>
        other is not null && _scheme == other._scheme && _parameter == other._parameter;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApimCredentials);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scheme, _parameter);

    /// <summary>The scheme only.</summary>
    public override string ToString() => _scheme ?? "None";

    internal AuthenticationHeaderValue? ToHeader() => _scheme is null ? null : new(_scheme, _parameter);
}
