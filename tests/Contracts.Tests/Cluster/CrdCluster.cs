using System.Text.Json.Nodes;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Contracts.Tests.Cluster;

/// <summary>An API server that has our definitions, but no operator.</summary>
public abstract class CrdCluster : IAsyncLifetime
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(30);

    private Kubectl? _kubectl;

    /// <summary>Skips the test where there is no such server.</summary>
    public Kubectl Kubectl
    {
        get
        {
            Assert.SkipWhen(Unavailable is not null, Unavailable ?? "");
            Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
            return _kubectl!;
        }
    }

    /// <summary>Why there is no such server here; null when there is.</summary>
    protected abstract string? Unavailable { get; }

    public async ValueTask InitializeAsync()
    {
        if (Unavailable is not null || Kubectl.Program is null)
        {
            return;
        }

        _kubectl = new Kubectl(await StartServerAsync());
        await _kubectl.RunAsync("apply", "-f", RepositoryPaths.Of("manifests", "crds"));
        await _kubectl.RunAsync("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    }

    /// <summary>What kubectl explain reads, by kind; waits until the server has published all kinds, which it does some time after it serves them.</summary>
    public async Task<IReadOnlyList<(string Kind, JsonObject Schema)>> OpenApiAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (TimeProvider.System.GetElapsedTime(started) < PublishLimit)
        {
            var answer = await Kubectl.TryAsync(null, "get", "--raw", "/openapi/v3/apis/gravitee.io/v1alpha1");
            if (answer.ExitCode == 0 && SchemasOfKinds(JsonNode.Parse(answer.Output)!) is { } kinds
                && kinds.Count == CustomResourceDefinitions.All().Count)
            {
                return kinds;
            }

            await poll.WaitForNextTickAsync();
        }

        throw new TimeoutException($"The API server did not publish all kinds within {PublishLimit}.");
    }

    public async Task CreateNamespaceAsync(string name) =>
        (await Kubectl.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n")).OrThrow();

    public async ValueTask DisposeAsync()
    {
        _kubectl?.Dispose();
        await StopServerAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the server and returns the path of an administrator's kubeconfig.</summary>
    protected abstract Task<string> StartServerAsync();

    protected abstract ValueTask StopServerAsync();

    private static List<(string Kind, JsonObject Schema)> SchemasOfKinds(JsonNode document) =>
    [
        .. from schema in document["components"]!["schemas"]!.AsObject()
           where schema.Key.StartsWith("io.gravitee.v1alpha1.", StringComparison.Ordinal) && !schema.Key.EndsWith("List", StringComparison.Ordinal)
           select (schema.Key.Split('.')[^1], schema.Value!.AsObject()),
    ];
}
