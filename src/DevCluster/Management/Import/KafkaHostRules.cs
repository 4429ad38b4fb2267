using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>Hosts of native APIs. Only the first thing that is wrong is told.</summary>
internal static partial class KafkaHostRules
{
    private const int LongestFirstLabel = 49;

    public static void Check(DevEnvironment environment, string id, JsonObject spec, Findings findings)
    {
        var hosts = HostsOf(spec, "KAFKA");
        var repeated = hosts.GroupBy(host => host).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        var taken = hosts.Where(host => environment.Apis.Any(api => api.Id != id && api.Hosts.Contains(host))).ToList();
        var problem =
            hosts.Exists(string.IsNullOrWhiteSpace) ? "The hosts should not be null or blank."
            : hosts.Exists(host => host.Length > 255) ? "The hosts should not be greater than 255 characters."
            : !hosts.TrueForAll(host => Host().IsMatch(host)) ? "The hosts should be valid."
            : repeated.Count > 0 ? $"Duplicated hosts detected: '{string.Join(", ", repeated)}'. Please ensure each host is unique."
            : taken.Count > 0 ? $"Hosts [{string.Join(", ", taken)}] already exists"
            : hosts.Exists(host => host.Split('.')[0].Length > LongestFirstLabel) ? "The first segment must be less than 50 characters."
            : null;
        if (problem is not null)
        {
            findings.Severe.Add(problem);
        }
    }

    /// <summary>Hosts that the API keeps others from having.</summary>
    public static List<string> Claimed(JsonObject spec) =>
        [.. HostsOf(spec, spec.Text("type") == "NATIVE" ? "KAFKA" : "TCP").Select(host => host.ToLowerInvariant())];

    private static List<string> HostsOf(JsonObject spec, string type) =>
    [
        .. spec.Objects("listeners").Where(listener => listener.Text("type") == type)
            .SelectMany(listener => type == "KAFKA" ? [listener.Text("host") ?? ""] : listener.Texts("hosts")),
    ];

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
