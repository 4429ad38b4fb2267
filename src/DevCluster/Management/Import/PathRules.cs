using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>Context paths must be well formed and not overlap those of other APIs.</summary>
internal static partial class PathRules
{
    /// <summary>Those of a v2 API.</summary>
    public static List<ContextPath> OfProxy(DevEnvironment environment, JsonObject body, Findings findings) =>
        Check(environment, body.Text("id"), [.. body["proxy"].Objects("virtual_hosts")], "override_entrypoint", findings);

    /// <summary>Those of a V4 API's HTTP listeners.</summary>
    public static List<ContextPath> OfListeners(DevEnvironment environment, string id, JsonObject spec, Findings findings)
    {
        var listeners = spec.Objects("listeners").Where(listener => listener.Text("type") == "HTTP");
        return Check(environment, id, [.. listeners.SelectMany(listener => listener.Objects("paths"))], "overrideAccess", findings);
    }

    private static List<ContextPath> Check(
        DevEnvironment environment, string? id, IReadOnlyList<JsonObject> candidates, string overrideName, Findings findings)
    {
        if (candidates.Count == 0)
        {
            findings.Severe.Add("HTTP listener requires a minimum of one path");
        }

        var paths = new List<ContextPath>();
        foreach (var candidate in candidates)
        {
            var raw = candidate.Text("path");
            var path = new ContextPath(candidate.Text("host") ?? "", Sanitize(raw), candidate.Flag(overrideName) ?? false);
            if (!PathSyntax().IsMatch(path.Path))
            {
                findings.Severe.Add($"Path [{raw}] is invalid");
            }
            else if (paths.Contains(path))
            {
                findings.Severe.Add($"Path [{path.Path}] is duplicated");
            }
            else
            {
                paths.Add(path);
            }
        }

        CheckDomains(environment, paths, findings);
        CheckConflicts(environment, id, paths, findings);
        return paths;
    }

    private static void CheckDomains(DevEnvironment environment, List<ContextPath> paths, Findings findings)
    {
        if (environment.DomainRestrictions.Count == 0)
        {
            return;
        }

        foreach (var path in paths)
        {
            if (!environment.DomainRestrictions.Exists(domain => path.Host == domain || path.Host.EndsWith("." + domain, StringComparison.Ordinal)))
            {
                findings.Severe.Add($"Domain [{path.Host}] is invalid");
            }
        }
    }

    /// <summary>The request's own API is told by its id only: a wrong id with a known cross id conflicts with itself.</summary>
    private static void CheckConflicts(DevEnvironment environment, string? id, List<ContextPath> paths, Findings findings)
    {
        foreach (var path in paths)
        {
            foreach (var other in environment.Apis)
            {
                if (other.Id != id && other.Paths.FindIndex(path.ConflictsWith) is >= 0 and var index)
                {
                    findings.Severe.Add($"Path [{other.Paths[index].Path}] already exists");
                }
            }
        }
    }

    private static string Sanitize(string? path) =>
        string.IsNullOrEmpty(path) ? "/" : DoubledSlashes().Replace($"/{path}/", "/");

    [GeneratedRegex("/{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex DoubledSlashes();

    [GeneratedRegex("^([A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|[^\\x00-\\x7F\\s])*$", RegexOptions.NonBacktracking)]
    private static partial Regex PathSyntax();
}
