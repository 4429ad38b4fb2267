using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.DevCluster.ApiServer;

/// <summary>Says who sends a request: by client certificate, by bearer token, or anonymous.</summary>
internal sealed class Authenticator
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    private readonly ConcurrentDictionary<string, ApiUser> _tokens = new(StringComparer.Ordinal);

    /// <summary>Makes a token for a user.</summary>
    public string Issue(ApiUser user)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _tokens[token] = user;
        return token;
    }

    public ApiUser? ByToken(string token) => _tokens.GetValueOrDefault(token);

    /// <param name="certificate">Already verified against the server's own authority by the TLS layer; null without one.</param>
    /// <exception cref="ApiStatusException">401: a token that nobody has.</exception>
    public ApiUser Authenticate(X509Certificate2? certificate, string? authorization)
    {
        if (certificate is not null)
        {
            return FromCertificate(certificate);
        }

        const string scheme = "Bearer ";
        return authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? ByToken(authorization[scheme.Length..].Trim()) ?? throw Refusals.Unauthorized()
            : ApiUser.Anonymous;
    }

    private static ApiUser FromCertificate(X509Certificate2 certificate)
    {
        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames().ToList();
        IEnumerable<string> Values(string oid) =>
            parts.Where(part => part.GetSingleElementType().Value == oid).Select(part => part.GetSingleElementValue() ?? "");
        return ApiUser.Authenticated(Values(CommonName).FirstOrDefault() ?? "", Values(Organization));
    }
}
