using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>All webhooks of the operator on a real Kestrel, over a cluster that holds what reviews may refer to.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    /// <summary>What the API server would wait, and what a test waits at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeCluster _cluster;
    private readonly ResolutionSet _resolution;
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly FailureLog _failures;

    private FuzzServer(FakeCluster cluster, ResolutionSet resolution, WebApplication app, FailureLog failures)
    {
        (_cluster, _resolution, _app, _failures) = (cluster, resolution, app, failures);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = Patience * 2 };
    }

    /// <summary>Starts it.</summary>
    /// <param name="policy">What the administrator wants; null for the defaults.</param>
    public static async Task<FuzzServer> StartAsync(AdmissionPolicy? policy = null)
    {
        var cluster = new FakeCluster();
        var resolution = new ResolutionSet(await cluster.WatchAllAsync(), cluster, new WatchScope([]), templating: true, new FakeTimeProvider());
        Fill(cluster);
        var failures = new FailureLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.ClearProviders().AddProvider(failures);
        var app = builder.Build();
        new WebhookSet(policy ?? new AdmissionPolicy(), new WatchScope([]), cluster, resolution, AbsentApim.Create(), TimeProvider.System).Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FuzzServer(cluster, resolution, app, failures);
    }

    /// <summary>Posts a body and reads the answer, which must come in time.</summary>
    public async Task<FuzzAnswer> PostAsync(string path, byte[] body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var watch = Stopwatch.StartNew();
        using var answer = await _http.PostAsync(
            new Uri($"{path}?timeout={Patience.TotalSeconds}s", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        _cluster.Requests.Clear();
        _cluster.Reviews.Clear();
        return new FuzzAnswer((int)answer.StatusCode, text, watch.Elapsed, _failures.Take());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _resolution.Dispose();
        await _cluster.DisposeAsync();
    }

    private static void Fill(FakeCluster cluster)
    {
        cluster.Put(new Secret
        {
            Metadata = new ObjectMeta { Namespace = IntactReviews.Namespace, Name = "apim-credentials" },
            Data = new() { ["username"] = "admin"u8.ToArray(), ["password"] = "admin"u8.ToArray() },
        });
        cluster.Put(IntactReviews.Stored<ManagementContext>());
        cluster.Put(IntactReviews.Stored<ApiDefinition>());
        cluster.Put(IntactReviews.Stored<ApiV4Definition>());
        cluster.Put(IntactReviews.Stored<ApiResource>());
    }
}
