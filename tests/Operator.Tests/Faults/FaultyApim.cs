using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Operator.Configuration;
using Gko.Operator.Tests.Hosting;
using Gko.Testing;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Faults;

/// <summary>
/// A hosted operator whose APIM fails every call in every way. Each failure strikes an object of its own, and all play at the same
/// time. Circuits stay closed, because they would be those of all.
/// </summary>
public sealed class FaultyApim : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _plays = new();
    private HostedOperator _operator = null!;
    private Diary _diary = null!;

    /// <summary>The kinds of calls.</summary>
    public static IReadOnlyList<string> Calls { get; } = ["v2-import", "v4-import", "v2-delete", "v4-delete", "ping"];

    private DevManagementApi Apim => _operator.Apim;

    private KubeClient Client => _operator.Client;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _operator = await HostedOperator.PrepareAsync();
        _diary = new Diary(Client);
        await _operator.StartAsync(options => options with
        {
            Webhook = new WebhookOptions { Enabled = false },
            MaxConcurrentReconciles = 32,
            Apim = new ApimClientOptions
            {
                TimeoutSeconds = 1,
                MaxConnectionsPerContext = 64,
                MaxConcurrentRequests = 128,
                Circuit = new CircuitOptions { Threshold = int.MaxValue },
            },
        });
        await _operator.ReadyAsync();
        await CreateContextAsync("ctx", "DEFAULT");

        // A pause that APIM asks for concerns all who share a login.
        await CreateContextAsync("patient", "DEFAULT", new BasicCredentials { Username = "admin", Password = "admin" });

        // Later it would wake all who use it.
        await _diary.ReadyAsync("ctx");
        await _diary.ReadyAsync("patient");
        foreach (var call in Calls)
        {
            foreach (var failure in Failure.Of(call))
            {
                _ = PlayAsync(call, failure.Name);
            }
        }
    }

    /// <summary>Completes when all that follows from the failure has happened as it should.</summary>
    public Task PlayAsync(string call, string failure) => _plays.GetOrAdd(
        $"{call}-{failure}",
        name => new(() => Task.Run(() => PlayAsync(call, name, Failure.Of(call).Single(one => one.Name == failure))))).Value;

    /// <summary>Completes when all plays have ended; fails when something was left behind or is there twice.</summary>
    public async Task NothingIsLeftAsync()
    {
        await Task.WhenAll(_plays.Values.Select(play => play.Value));
        var environment = Apim.Summarize().Single(one => one.Id == "DEFAULT");
        environment.DuplicateNames.ShouldBeEmpty();
        environment.Apis.Select(api => api.Name).ShouldBe(
            _plays.Keys.Where(name => name.Contains("-import-", StringComparison.Ordinal)), ignoreOrder: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _diary.DisposeAsync();
        Apim.Faults.Clear();
        await _operator.DisposeAsync();
    }

    private Task PlayAsync(string call, string name, Failure failure) => call switch
    {
        "v2-import" => ImportAsync(name, failure, AnApi(name).WithContext(ContextFor(failure)).With(Describe).Build(), $"\"name\":\"{name}\""),
        "v4-import" => ImportAsync(name, failure, AV4Api(name).Complete().WithContext(ContextFor(failure)).Build(), $"\"hrid\":\"default-{name}\""),
        "v2-delete" => DeleteAsync(name, failure, AnApi(name).WithContext(ContextFor(failure)).With(Describe).Build(), api => $"/apis/{api.Metadata.Uid}$"),
        "v4-delete" => DeleteAsync(name, failure, AV4Api(name).Complete().WithContext(ContextFor(failure)).Build(), _ => $"/apis/default-{name}$"),
        _ => PingAsync(name, failure),
    };

    private async Task ImportAsync<T>(string name, Failure failure, T api, string mark)
        where T : class, IResource<T>, IApi
    {
        Apim.Faults.Add(failure.Fault with { Method = "PUT", Contains = mark, Times = failure.Times });

        await Client.CreateAsync(api);

        await ToldAsync(name, failure);
        if (failure.Name == "400")
        {
            // Long enough for several retries of other failures.
            await PlayAsync(name[..^"-400".Length], "500");
            Requests().Count.ShouldBe(1);
            await Client.PatchAsync<T>(ObjectKey.Of(api), Patch.Merge(JsonNode.Parse("""{"spec":{"version":"2.0"}}""")!));
        }

        await Eventually.TrueAsync(() => Requests().Count > failure.Times, Patience, $"{name} is sent again");
        await _diary.ReadyAsync(name);
        var stored = await Client.GetAsync<T>(ObjectKey.Of(api));
        Requests().Count.ShouldBe(failure.Times + 1);
        ShouldHaveWaited(Requests(), failure);
        Known(name).ShouldHaveSingleItem().Id.ShouldBe(stored.CommonStatus!.Id);

        List<JournalEntry> Requests() => [.. Apim.Journal.Since().Where(
            entry => entry.Method == "PUT" && Encoding.UTF8.GetString(entry.Body.Span).Contains(mark, StringComparison.Ordinal))];
    }

    private async Task DeleteAsync<T>(string name, Failure failure, T api, Func<T, string> path)
        where T : class, IResource<T>, IApi
    {
        var stored = await Client.CreateAsync(api);
        await _diary.ReadyAsync(name);
        Known(name).Count.ShouldBe(1);
        Apim.Faults.Add(failure.Fault with { Method = "DELETE", Path = path(stored), Times = failure.Times });

        await Client.DeleteAsync<T>(ObjectKey.Of(api));

        await ToldAsync(name, failure);
        await _diary.GoneAsync(name);
        Known(name).ShouldBeEmpty();
        var requests = Apim.Journal.Since().Where(entry => entry.Method == "DELETE" && entry.Path.EndsWith(path(stored).TrimEnd('$'), StringComparison.Ordinal)).ToList();
        requests.Count.ShouldBe(failure.Words is null ? 1 : failure.Times + 1);
        ShouldHaveWaited(requests, failure);
    }

    private async Task PingAsync(string name, Failure failure)
    {
        Apim.AddEnvironment(new EnvironmentSeed("DEFAULT", name));
        Apim.Faults.Add(failure.Fault with { Method = "GET", Path = $"/environments/{name}$", Times = failure.Times });

        await CreateContextAsync(name, name, failure.RetryAfter > TimeSpan.Zero ? new BasicCredentials { Username = "admin", Password = "admin" } : null);

        await ToldAsync(name, failure);
        await _diary.ReadyAsync(name);
        var requests = Apim.Journal.Since().Where(entry => entry.Path.EndsWith($"/environments/{name}", StringComparison.Ordinal)).ToList();
        requests.Count.ShouldBe(failure.Times + 1);
        ShouldHaveWaited(requests, failure);
    }

    private Task ToldAsync(string name, Failure failure) =>
        failure.Words is { } words ? _diary.ToldAsync(name, words) : Task.CompletedTask;

    private static void ShouldHaveWaited(List<JournalEntry> requests, Failure failure)
    {
        if (failure.RetryAfter > TimeSpan.Zero)
        {
            (requests[^1].At - requests[^2].At).ShouldBeGreaterThanOrEqualTo(failure.RetryAfter);
        }
    }

    private List<ApiSummary> Known(string name) =>
        [.. Apim.Summarize().SelectMany(environment => environment.Apis).Where(api => api.Name == name)];

    private static string ContextFor(Failure failure) => failure.RetryAfter > TimeSpan.Zero ? "patient" : "ctx";

    private static void Describe(ApiDefinitionSpec spec) => spec.Description = "An API of a test";

    private Task CreateContextAsync(string name, string environment, BasicCredentials? credentials = null) => Client.CreateAsync(
        AContext(name).With(spec =>
        {
            spec.BaseUrl = Apim.Url.ToString();
            spec.OrganizationId = "DEFAULT";
            spec.EnvironmentId = environment;
            spec.Auth = credentials is null ? new Auth { BearerToken = DevManagementApi.DefaultToken } : new Auth { Credentials = credentials };
        }).Build());
}
