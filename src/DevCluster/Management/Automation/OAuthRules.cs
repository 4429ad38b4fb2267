using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Grants and redirect URIs that go with each type of OAuth application.</summary>
internal static class OAuthRules
{
    private static readonly Dictionary<string, (string Name, string[] Allowed, string Mandatory)> Types = new(StringComparer.Ordinal)
    {
        ["BROWSER"] = ("SPA", ["authorization_code", "implicit"], "authorization_code"),
        ["WEB"] = ("Web", ["authorization_code", "refresh_token", "implicit"], "authorization_code"),
        ["NATIVE"] = ("Native", ["authorization_code", "refresh_token", "password", "implicit"], "authorization_code"),
        ["BACKEND_TO_BACKEND"] = ("Backend to backend", ["client_credentials"], "client_credentials"),
    };

    public static void Check(JsonObject oauth, Findings findings)
    {
        var (name, allowed, mandatory) = Types[oauth.Text("applicationType")!];
        var grants = oauth.Texts("grantTypes").Select(grant => grant.ToLowerInvariant()).ToList();
        var unknown = grants.Except(allowed).ToList();
        if (!grants.Contains(mandatory))
        {
            findings.Severe.Add($"OAuth application of type [{name}] must have at least [{mandatory}] as a grant type");
        }
        else if (unknown.Count > 0)
        {
            findings.Severe.Add($"unknown grant types [{string.Join(",", unknown)}] for OAuth application of type [{name}]");
        }

        var uris = oauth.Texts("redirectUris").ToList();
        if (uris.Count == 0 && name != "Backend to backend")
        {
            findings.Severe.Add($"application type [{name}] requires redirect URIs to be defined");
        }

        findings.Severe.AddRange(uris.Where(uri => !IsUrl(uri)).Select(uri => $"invalid redirect URI [{uri}]"));
    }

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !text.Contains(' ', StringComparison.Ordinal);
}
