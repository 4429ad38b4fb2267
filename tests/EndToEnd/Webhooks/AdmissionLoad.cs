using System.Collections.Concurrent;
using System.Net;
using Gko.EndToEnd.Clusters;
using Gko.EndToEnd.Outages;
using Gko.Testing;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Webhooks;

/// <summary>
/// Clients that ask, one question after the other, whether an API could be created. Half of the APIs are fine, half are to be
/// refused by the webhooks, so that one that is not asked is noticed.
/// </summary>
internal sealed class AdmissionLoad : IAsyncDisposable
{
    private const int Clients = 4;

    private readonly ConcurrentQueue<(AppliedAnswer Answer, bool IsExpected)> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Task _running;

    public AdmissionLoad(ProxyBackend server, string @namespace) =>
        _running = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(server, @namespace, client))));

    /// <summary>Waits for that many more admissions.</summary>
    public Task MoreAsync(int count)
    {
        var goal = _answers.Count + count;
        return Eventually.TrueAsync(() => _answers.Count >= goal || _running.IsCompleted, TimeSpan.FromSeconds(60));
    }

    /// <summary>Waits until there were that many admissions at least and stops; none may have failed.</summary>
    public async Task EndAsync(int minimum)
    {
        await MoreAsync(Math.Max(0, minimum - _answers.Count));
        await _stop.CancelAsync();
        await _running;
        var took = TimeProvider.System.GetElapsedTime(_started);
        var times = _answers.Select(entry => entry.Answer.Elapsed.TotalMilliseconds).Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{times.Count} admissions in {took.TotalSeconds:0.0} s, median {times[times.Count / 2]:0} ms, p99 {times[times.Count * 99 / 100]:0} ms, most {times[^1]:0} ms");
        _answers.Where(entry => !entry.IsExpected).Select(entry => entry.Answer.ToString()).ShouldBeEmpty();
        times.Count.ShouldBeGreaterThanOrEqualTo(minimum);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AskAsync(ProxyBackend server, string @namespace, int client)
    {
        using var http = new ApplyClient(server);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var name = $"load-{client}-{number}";
            var isFine = number % 2 == 0;
            var answer = await http.CreateApiAsync(Manifests.Api(name, @namespace, context: isFine ? null : "nowhere"), @namespace, dryRun: true);
            _answers.Enqueue((answer, isFine ? answer.Status is HttpStatusCode.Created : IsRefusal(answer)));
        }
    }

    private static bool IsRefusal(AppliedAnswer answer) =>
        answer.Status is HttpStatusCode.Forbidden && answer.Body.Contains("denied the request: ", StringComparison.Ordinal)
        && answer.Body.Contains("nowhere", StringComparison.Ordinal);
}
