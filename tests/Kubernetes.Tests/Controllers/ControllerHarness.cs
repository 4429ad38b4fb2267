using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>A controller of widgets over an in-memory cluster, in virtual time, with the reconciler and finalizer given as functions.</summary>
internal sealed class ControllerHarness : IAsyncDisposable, IReconciler<Widget>, IFinalizer<Widget>
{
    public const string FinalizerName = "demo.io/cleanup";

    private readonly CancellationTokenSource _stopInformers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private readonly List<Task> _informersRunning = [];

    public InMemoryCluster Cluster { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public RecordingLogger<ControllerHarness> Logger { get; } = new();

    public ControllerOptions<Widget> Options { get; set; } = new()
    {
        Workers = 2,
        Backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)) { Jitter = 0 },
    };

    public Func<Widget, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> OnReconcile { get; set; } =
        (_, _, _) => ValueTask.FromResult(ReconcileResult.Done);

    public Func<Widget, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> OnFinalize { get; set; } =
        (_, _, _) => ValueTask.FromResult(ReconcileResult.Done);

    public bool HasFinalizer { get; set; }

    public StoreIndex<Widget>? Index { get; set; }

    /// <summary>Maps secrets to widgets when set.</summary>
    public Func<ControllerHarness, Secret, IEnumerable<Gko.Kubernetes.Model.ObjectKey>>? SecretMap { get; set; }

    public bool OwnsSecrets { get; set; }

    public Informer<Widget> Informer { get; private set; } = null!;

    public Informer<Secret> Secrets { get; private set; } = null!;

    public Controller<Widget> Controller { get; private set; } = null!;

    public Task Running { get; private set; } = Task.CompletedTask;

    public string Name => FinalizerName;

    /// <summary>Such as <c>reconcile a@101</c> and <c>finalize a@103</c>, in order of start.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public async Task StartAsync()
    {
        Informer = new Informer<Widget>(Cluster, new InformerOptions(), Time, Logger);
        Secrets = new Informer<Secret>(Cluster, new InformerOptions(), Time, Logger);
        if (Index is not null)
        {
            Informer.AddIndex(Index);
        }

        Controller = new Controller<Widget>(Options, Informer, this, HasFinalizer ? this : null, Cluster, Time, Logger);
        if (SecretMap is { } map)
        {
            Controller.Watches(Secrets, secret => map(this, secret));
        }

        if (OwnsSecrets)
        {
            Controller.Owns(Secrets);
        }

        _informersRunning.Add(Informer.RunAsync(_stopInformers.Token));
        _informersRunning.Add(Secrets.RunAsync(_stopInformers.Token));
        await Informer.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        await Secrets.WaitForSyncAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Running = Controller.RunAsync(_stop.Token, _abort.Token);
        await Eventually.TrueAsync(() => Logger.Entries.Any(entry => entry.Message.Contains("started with")));
    }

    public async Task CallsAsync(params string[] expected)
    {
        await Eventually.TrueAsync(() => Calls.Count >= expected.Length);
        Calls.ShouldBe(expected);
    }

    /// <summary>Waits until a key is due in that long, and lets the time pass.</summary>
    public async Task PauseAsync(TimeSpan expected)
    {
        await Time.WaitForTimerAsync(left => left == expected);
        Time.Advance(expected);
    }

    public Task CancelAsync() => _stop.CancelAsync();

    public Task AbortAsync() => _abort.CancelAsync();

    public ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken ct)
    {
        Note("reconcile", resource);
        return OnReconcile(resource, context, ct);
    }

    public ValueTask<ReconcileResult> FinalizeAsync(Widget resource, ReconcileContext context, CancellationToken ct)
    {
        Note("finalize", resource);
        return OnFinalize(resource, context, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _abort.CancelAsync();
        await Running.WaitAsync(TimeSpan.FromSeconds(10));
        await _stopInformers.CancelAsync();
        await Task.WhenAll(_informersRunning).WaitAsync(TimeSpan.FromSeconds(10));
        Controller?.Dispose();
        _stop.Dispose();
        _abort.Dispose();
        _stopInformers.Dispose();
    }

    private void Note(string what, Widget resource)
    {
        lock (_lock)
        {
            _calls.Add($"{what} {resource.Metadata.Name}@{resource.Metadata.ResourceVersion}");
        }
    }
}
