using FsCheck;
using FsCheck.Fluent;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Dependencies;

/// <summary>What resolving random APIs records, against a search through the graph of references that they were built from.</summary>
public sealed class RecordedDependenciesTests : IAsyncLifetime
{
    private const int Size = 4;

    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync() => _set = await _cluster.ResolveAsync();

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    // Each object of a graph refers to one of the next layer: API → context → Secret, API → ApiResource → ConfigMap,
    // API → Notification → Group; a number of Size means one that does not exist.
    [Fact]
    public void Resolve_AnyGraph_ChangesOfASourceAffectWhomASearchFinds() => Prop.ForAll(
        Gen.Choose(0, Size).ListOf(Size * 6).Select(numbers => numbers.Chunk(6).ToArray()).ToArbitrary(),
        graph => AffectedEqualsSearchAsync(graph).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    private async Task<bool> AffectedEqualsSearchAsync(int[][] graph)
    {
        for (var number = 0; number < Size; number++)
        {
            var edges = graph[number];
            _cluster.Put(AContext($"ctx-{number}").WithSecret($"secret-{edges[0]}").Build());
            _cluster.Put(AnApiResource($"resource-{number}").WithConfiguration($$"""{"x":"[[ configmap `map-{{edges[1]}}/key` ]]"}""").Build());
            _cluster.Put(ANotification($"bell-{number}").ForGroupRefs($"group-{edges[2]}").Build());
            _cluster.Put(ASecret($"secret-{number}").WithKey("bearerToken", "t").Build());
            _cluster.Put(AConfigMap($"map-{number}").WithKey("key", "value").Build());
            _cluster.Put(AGroup($"group-{number}"));
        }

        var expected = new Dictionary<ReferenceKey, HashSet<ReferenceKey>>();
        for (var number = 0; number < Size; number++)
        {
            var edges = graph[number];
            var api = AnApi($"api-{number}").WithContext($"ctx-{edges[3]}").With(spec =>
            {
                spec.Resources = [new() { Ref = new() { Name = $"resource-{edges[4]}" } }];
                spec.NotificationsRefs = [new() { Name = $"bell-{edges[5]}" }];
            }).Build();
            await _set.Apis.ResolveAsync(api, CancellationToken.None);
            foreach (var source in Search(graph, edges))
            {
                expected.TryAdd(source, []);
                expected[source].Add(ReferenceKey.Of(api));
            }
        }

        return All().All(source => _set.Dependencies.DependentsOf(source).ToHashSet().SetEquals(expected.GetValueOrDefault(source) ?? []));
    }

    private static IEnumerable<ReferenceKey> Search(int[][] graph, int[] edges)
    {
        yield return Key<ManagementContext>("ctx", edges[3]);
        yield return Key<ApiResource>("resource", edges[4]);
        yield return Key<Notification>("bell", edges[5]);
        if (edges[3] < Size)
        {
            yield return Key<Secret>("secret", graph[edges[3]][0]);
        }

        if (edges[4] < Size)
        {
            yield return Key<ConfigMap>("map", graph[edges[4]][1]);
        }

        if (edges[5] < Size)
        {
            yield return Key<Group>("group", graph[edges[5]][2]);
        }
    }

    private static IEnumerable<ReferenceKey> All() => Enumerable.Range(0, Size + 1).SelectMany(number => new[]
    {
        Key<ManagementContext>("ctx", number), Key<ApiResource>("resource", number), Key<Notification>("bell", number),
        Key<Secret>("secret", number), Key<ConfigMap>("map", number), Key<Group>("group", number),
    });

    private static ReferenceKey Key<T>(string name, int number) where T : class, IResource<T> =>
        ReferenceKey.Of<T>(new ObjectKey("default", $"{name}-{number}"));
}
