using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>Documentation pages and where their text is fetched from.</summary>
internal static class PageRules
{
    private static readonly string[] Types = ["MARKDOWN", "SWAGGER", "ASYNCAPI", "ASCIIDOC", "FOLDER", "SYSTEM_FOLDER", "ROOT", "LINK", "MARKDOWN_TEMPLATE", "TRANSLATION"];
    private static readonly string[] Common = ["useSystemProxy", "autoFetch", "fetchCron"];

    /// <summary>Required properties of the fetchers first, then the others that they know.</summary>
    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Fetchers = new()
    {
        ["http-fetcher"] = (["url"], []),
        ["git-fetcher"] = (["repository", "path"], ["branchOrTag"]),
        ["github-fetcher"] = (["githubUrl", "owner", "repository"], ["branchOrTag", "filepath", "username", "personalAccessToken"]),
        ["gitlab-fetcher"] = (["gitlabUrl", "namespace", "project"], ["branchOrTag", "filepath", "privateToken", "apiVersion", "editLink"]),
        ["bitbucket-fetcher"] = (["bitbucketUrl", "username", "repository"], ["branchOrTag", "filepath", "login", "password"]),
    };

    /// <param name="pages">By the key that messages call them by.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(IEnumerable<(string Key, JsonObject Page)> pages, Findings findings)
    {
        foreach (var (key, page) in pages)
        {
            if (string.IsNullOrEmpty(page.Text("name")))
            {
                findings.Severe.Add($"Page [{key}] is missing required property [name]");
                continue;
            }

            if (!Types.Contains(page.Text("type"), StringComparer.OrdinalIgnoreCase))
            {
                findings.Severe.Add($"invalid documentation page [{key}]. Error: Unexpected value '{page.Text("type")}'");
            }

            if (page["source"] is JsonObject source)
            {
                CheckSource(key, source, findings);
            }
        }
    }

    private static void CheckSource(string key, JsonObject source, Findings findings)
    {
        var type = source.Text("type") ?? "";
        if (!Fetchers.TryGetValue(type, out var fetcher))
        {
            return;
        }

        var configuration = source["configuration"] as JsonObject ?? [];
        foreach (var name in fetcher.Required.Where(name => configuration[name] is null))
        {
            findings.Severe.Add($"property [{name}] is required in [{type}] configuration for page [{key}]");
        }

        foreach (var (name, value) in configuration)
        {
            var text = value?.ToString() ?? "";
            if (!fetcher.Required.Contains(name) && !fetcher.Optional.Contains(name) && !Common.Contains(name))
            {
                findings.Warnings.Add($"page [{key}] contains unknown configuration property [{name}] for [{type}] source");
            }
            else if (name is "url" or "githubUrl" && !Uri.TryCreate(text, UriKind.Absolute, out _))
            {
                findings.Severe.Add($"property [{name}] of source [{type}] must be a valid URL for page [{key}]");
            }
            else if (name == "fetchCron" && text.Length > 0 && !IsCron(text))
            {
                findings.Severe.Add($"property [fetchCron] of source [{type}] must be a valid cron expression for page [{key}]");
            }
        }
    }

    /// <summary>Six fields of digits, names and operators; the ranges of the fields are not checked.</summary>
    private static bool IsCron(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 6 } fields
        && fields.All(field => field.All(c => char.IsAsciiLetterOrDigit(c) || "*/,-?#".Contains(c, StringComparison.Ordinal)));
}
