using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Crashes;

/// <summary>What users do to an API, called like its namespace, and how it is to end whatever happens to the operator.</summary>
internal sealed record CrashScenario(string Name, Func<IKubeClient, string, Task> Act)
{
    /// <summary>What was there, and synced, before; null for nothing.</summary>
    public Func<IKubeClient, string, Task>? Prepare { get; init; }

    /// <summary>What users do while the operator is down; null for nothing.</summary>
    public Func<IKubeClient, string, Task>? WhileDown { get; init; }

    public bool IsV4 => Name.Contains("v4", StringComparison.Ordinal);

    /// <summary>Whether nothing is to be left.</summary>
    public bool Gone { get; init; }

    /// <summary>Whether the context is to go, too.</summary>
    public bool ContextGoes { get; init; }

    /// <summary>Whether gateways read the API from a ConfigMap once it was prepared.</summary>
    public bool ConfigMapBefore { get; init; }

    /// <summary>Whether they do after the act.</summary>
    public bool ConfigMap { get; init; }

    public static IReadOnlyList<CrashScenario> All { get; } =
    [
        new("v2-create", CreateAsync),
        new("v4-create", CreateAsync),
        new("v2-local-create", CreateAsync) { ConfigMap = true },
        new("v4-local-create", CreateAsync) { ConfigMap = true },
        new("v2-update", UpdateAsync) { Prepare = CreateAsync },
        new("v4-update", UpdateAsync) { Prepare = CreateAsync },
        new("v2-local-update", UpdateAsync) { Prepare = CreateAsync, ConfigMapBefore = true, ConfigMap = true },
        new("v2-delete", DeleteAsync) { Prepare = CreateAsync, Gone = true },
        new("v4-delete", DeleteAsync) { Prepare = CreateAsync, Gone = true },
        new("v2-local-delete", DeleteAsync) { Prepare = CreateAsync, ConfigMapBefore = true, Gone = true },
        new("v4-local-delete", DeleteAsync) { Prepare = CreateAsync, ConfigMapBefore = true, Gone = true },
        new("v2-abandon", CreateAsync) { WhileDown = DeleteAsync, Gone = true },
        new("v4-abandon", CreateAsync) { WhileDown = DeleteAsync, Gone = true },
        new("v2-local-abandon", CreateAsync) { WhileDown = DeleteAsync, ConfigMap = true, Gone = true },
        new("v2-to-gateways", (client, ns) => PatchAsync(client, ns, """{"spec":{"local":true}}""")) { Prepare = CreateAsync, ConfigMap = true },
        new("v2-local-to-apim", (client, ns) => PatchAsync(client, ns, """{"spec":{"local":false}}""")) { Prepare = CreateAsync, ConfigMapBefore = true },
        new("v4-local-to-apim", (client, ns) => PatchAsync(client, ns, """{"spec":{"definitionContext":{"syncFrom":"MANAGEMENT"}}}"""))
        {
            Prepare = CreateAsync, ConfigMapBefore = true,
        },
        new("v2-resource-delete", DeleteWithResourceAsync) { Prepare = CreateWithResourceAsync, Gone = true },
        new("v4-context-delete", DeleteWithContextAsync) { Prepare = CreateAsync, Gone = true, ContextGoes = true },
    ];

    private static Task CreateAsync(IKubeClient client, string ns) => CreateAsync(client, ns, _ => { });

    private static async Task CreateAsync(IKubeClient client, string ns, Action<ApiSpec> change)
    {
        var isLocal = ns.Contains("-local-", StringComparison.Ordinal);
        if (IsV4In(ns))
        {
            await client.CreateAsync((isLocal ? AV4Api(ns, ns).SyncedFrom("KUBERNETES") : AV4Api(ns, ns)).Complete().With(change).Build());
        }
        else
        {
            await client.CreateAsync(AnApi(ns, ns).With(spec =>
            {
                spec.Description = "An API of a test";
                spec.Local = isLocal;
                change(spec);
            }).Build());
        }
    }

    private static async Task CreateWithResourceAsync(IKubeClient client, string ns)
    {
        await client.CreateAsync(AnApiResource("cache", ns).Build());
        await CreateAsync(client, ns, spec => spec.Resources = [new ResourceOrReference { Ref = new NamespacedReference { Name = "cache" } }]);
    }

    private static Task UpdateAsync(IKubeClient client, string ns) => PatchAsync(client, ns, """{"spec":{"version":"2.0"}}""");

    private static Task DeleteAsync(IKubeClient client, string ns) => IsV4In(ns)
        ? client.DeleteAsync<ApiV4Definition>(new ObjectKey(ns, ns))
        : client.DeleteAsync<ApiDefinition>(new ObjectKey(ns, ns));

    private static async Task DeleteWithResourceAsync(IKubeClient client, string ns)
    {
        await client.DeleteAsync<ApiResource>(new ObjectKey(ns, "cache"));
        await DeleteAsync(client, ns);
    }

    private static async Task DeleteWithContextAsync(IKubeClient client, string ns)
    {
        await client.DeleteAsync<ManagementContext>(new ObjectKey(ns, "ctx"));
        await DeleteAsync(client, ns);
    }

    private static Task PatchAsync(IKubeClient client, string ns, string json)
    {
        var patch = Patch.Merge(JsonNode.Parse(json)!);
        return IsV4In(ns)
            ? client.PatchAsync<ApiV4Definition>(new ObjectKey(ns, ns), patch)
            : client.PatchAsync<ApiDefinition>(new ObjectKey(ns, ns), patch);
    }

    private static bool IsV4In(string ns) => ns.Contains("v4", StringComparison.Ordinal);
}
