using System.Collections.Concurrent;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;

namespace Gko.Operator.Tests.Faults;

/// <summary>Keeps what objects of the namespace <c>default</c> told over time; their names must be unique over all kinds.</summary>
internal sealed class Diary : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _conditions = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _events = new();
    private readonly ConcurrentDictionary<string, bool> _gone = new();
    private readonly Task _writing;

    public Diary(IKubeClient client) => _writing = Task.WhenAll(
        FollowAsync<ApiDefinition>(client, api => api.Status?.Conditions),
        FollowAsync<ApiV4Definition>(client, api => api.Status?.Conditions),
        FollowAsync<ManagementContext>(client, context => context.Status?.Conditions),
        FollowEventsAsync(client));

    /// <summary>Waits until both the condition Ready and an event said this at some time.</summary>
    public async Task ToldAsync(string name, string words)
    {
        await Eventually.TrueAsync(() => Of(_conditions, name).Any(line => Says(line, words)), Patience, $"a condition of {name} says {words}");
        await Eventually.TrueAsync(() => Of(_events, name).Any(line => Says(line, words)), Patience, $"an event of {name} says {words}");
    }

    /// <summary>Waits until the condition Ready is true.</summary>
    public Task ReadyAsync(string name) => Eventually.TrueAsync(
        () => Of(_conditions, name).LastOrDefault()?.StartsWith("True", StringComparison.Ordinal) is true, Patience, $"{name} is ready");

    /// <summary>Waits until the object is gone.</summary>
    public Task GoneAsync(string name) => Eventually.TrueAsync(() => _gone.ContainsKey(name), Patience, $"{name} is gone");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private static IEnumerable<string> Of(ConcurrentDictionary<string, ConcurrentQueue<string>> lines, string name) =>
        lines.GetValueOrDefault(name) ?? [];

    private static bool Says(string line, string words) => line.Contains(words, StringComparison.Ordinal);

    private Task FollowAsync<T>(IKubeClient client, Func<T, IEnumerable<Condition>?> conditions)
        where T : class, IResource<T> => FollowAsync<T>(client, change =>
        {
            if (change is { Type: WatchEventType.Deleted })
            {
                _gone[change.Object!.Metadata.Name!] = true;
            }
            else if (change.Object is { } item)
            {
                _conditions.GetOrAdd(item.Metadata.Name!, _ => new()).Enqueue(conditions(item).Line(ConditionTypes.Ready));
            }
        });

    private Task FollowEventsAsync(IKubeClient client) => FollowAsync<CoreEvent>(client, change =>
    {
        if (change.Object is { InvolvedObject.Name: { } name } told)
        {
            _events.GetOrAdd(name, _ => new()).Enqueue($"{told.Reason} {told.Message}");
        }
    });

    private async Task FollowAsync<T>(IKubeClient client, Action<WatchEvent<T>> onChange)
        where T : class, IResource<T>
    {
        try
        {
            await foreach (var change in client.WatchAsync<T>("default", new WatchOptions { AllowBookmarks = false }, _stop.Token))
            {
                onChange(change);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the test.
        }
    }
}
