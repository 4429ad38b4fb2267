using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>A reflector of widgets over a scripted client, in virtual time and with waits that are not random.</summary>
internal sealed class ReflectorHarness : IAsyncDisposable
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.8);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ReflectorHarness(Action<ScriptedClient> script, Func<ReflectorOptions, ReflectorOptions>? configure = null)
    {
        Client = new ScriptedClient(Time);
        script(Client);
        var options = new ReflectorOptions
        {
            Backoff = new Backoff(FirstPause, TimeSpan.FromSeconds(30)) { Jitter = 0, Random = new Random(1) },
        };
        _running = new Reflector<Widget>(Client, Sink, configure?.Invoke(options) ?? options, Time, Logger).RunAsync(_stop.Token);
    }

    public FakeTimeProvider Time { get; } = new();

    public ScriptedClient Client { get; }

    public RecordingSink Sink { get; } = new();

    public RecordingLogger<ReflectorHarness> Logger { get; } = new();

    /// <summary>A harness whose first watch has delivered version 10 and stays under the test's control.</summary>
    public static (ReflectorHarness Harness, ScriptedWatch Watch) Synced(Action<ScriptedClient>? script = null)
    {
        ScriptedWatch? first = null;
        var harness = new ReflectorHarness(client =>
        {
            first = client.OnWatch().Added(Widgets.AWidget("a", 5)).InitialEnd(10);
            script?.Invoke(client);
        });
        return (harness, first!);
    }

    public Task SeenAsync(string note) => Eventually.TrueAsync(() => Sink.Notes.Contains(note), text: $"reported: {note}");

    /// <summary>Waits for the reflector to pause, checks for how long, and lets the pause pass.</summary>
    public async Task PauseAsync(TimeSpan expected)
    {
        await Time.WaitForTimerAsync(left => left == expected);
        Time.Advance(expected);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
