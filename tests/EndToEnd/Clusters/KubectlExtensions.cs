using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Clusters;

/// <summary>What suites ask kubectl for again and again.</summary>
internal static class KubectlExtensions
{
    private const string Kinds =
        "apidefinitions.gravitee.io,apiv4definitions.gravitee.io,apiresources.gravitee.io,managementcontexts.gravitee.io,secrets,configmaps";

    /// <summary>Applies manifests, of which all have to be accepted.</summary>
    public static async Task<CommandResult> SucceedAsync(this Kubectl kubectl, params string[] manifests) =>
        (await kubectl.ApplyAsync(string.Join("---\n", manifests))).OrThrow();

    /// <summary>Waits until the object, as it is now, is synced.</summary>
    public static Task ReadyAsync(this Kubectl kubectl, string @namespace, params string[] resource) =>
        kubectl.RunAsync(["-n", @namespace, "wait", "--for=condition=Ready", .. resource, "--timeout=90s"]);

    /// <summary>Waits until the condition's text, as <see cref="ConditionAsync"/> gives it, contains all these words.</summary>
    public static Task TellsAsync(this Kubectl kubectl, string @namespace, string kind, string name, string type, params string[] words) =>
        Eventually.TrueAsync(
            async () =>
            {
                var text = await kubectl.ConditionAsync(@namespace, kind, name, type);
                return words.All(word => text.Contains(word, StringComparison.Ordinal));
            },
            $"{type} of {kind} {name} says: {string.Join(" … ", words)}");

    /// <summary>Status, reason and message of a condition; blank when there is none.</summary>
    public static Task<string> ConditionAsync(this Kubectl kubectl, string @namespace, string kind, string name, string type) =>
        kubectl.ReadAsync(@namespace, kind, name, $"{{range .status.conditions[?(@.type==\"{type}\")]}}{{.status}} {{.reason}} {{.message}}{{end}}");

    /// <summary>What a JSONPath finds in an object.</summary>
    public static Task<string> ReadAsync(this Kubectl kubectl, string @namespace, string kind, string name, string path) =>
        kubectl.RunAsync("-n", @namespace, "get", kind, name, "-o", $"jsonpath={path}");

    /// <summary>Whether there is such an object.</summary>
    public static async Task<bool> ExistsAsync(this Kubectl kubectl, string @namespace, string kind, string name) =>
        (await kubectl.RunAsync("-n", @namespace, "get", kind, name, "--ignore-not-found", "-o", "name")).Length > 0;

    public static Task PatchAsync(this Kubectl kubectl, string @namespace, string kind, string name, string patch, params string[] more) =>
        kubectl.RunAsync(["-n", @namespace, "patch", kind, name, "--type=merge", "-p", patch, .. more]);

    /// <summary>Asks for the deletion and does not wait for it.</summary>
    public static Task StartDeletionAsync(this Kubectl kubectl, string @namespace, string kind, string name) =>
        kubectl.RunAsync("-n", @namespace, "delete", kind, name, "--wait=false");

    /// <summary>Waits until an object whose deletion was asked for is gone.</summary>
    public static Task GoneAsync(this Kubectl kubectl, string @namespace, string kind, string name) =>
        kubectl.RunAsync("-n", @namespace, "wait", "--for=delete", $"{kind}/{name}", "--timeout=90s");

    public static Task DeleteAsync(this Kubectl kubectl, string @namespace, string kind, params string[] names) =>
        kubectl.RunAsync(["-n", @namespace, "delete", kind, .. names, "--timeout=90s"]);

    /// <summary>Waits until nothing changes any more, events included.</summary>
    /// <returns>The versions of all objects of the namespace but events.</returns>
    public static async Task<string> SettleAsync(this Kubectl kubectl, string @namespace)
    {
        var (last, quiet) = ("", 0);
        await Eventually.TrueAsync(
            async () =>
            {
                var now = await VersionsAsync(kubectl, @namespace, $"{Kinds},events");
                quiet = now == last ? quiet + 1 : 0;
                last = now;
                return quiet == 2;
            },
            $"nothing changes in {@namespace}");
        return await VersionsAsync(kubectl, @namespace, Kinds);
    }

    private static Task<string> VersionsAsync(Kubectl kubectl, string @namespace, string kinds) => kubectl.RunAsync(
        "-n", @namespace, "get", kinds, "-o",
        "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}");
}
