using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>One process that wants to lead, with a connection that a test can cut.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _leading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FaultyClient _client;

    public Candidate(InMemoryCluster cluster, LeaderElectionOptions options, TimeProvider time)
    {
        _client = new FaultyClient(cluster);
        Elector = new LeaderElector(_client, options, time, new RecordingLogger<LeaderElector>());
    }

    public LeaderElector Elector { get; }

    public LeadershipToken? Token { get; private set; }

    public int Terms { get; private set; }

    /// <summary>Whether work goes on after a stop until <see cref="FinishDraining"/>.</summary>
    public bool Drains { get; init; }

    /// <summary>Whether work ignores the loss of leadership.</summary>
    public bool IsStubborn { get; init; }

    public Exception? Failure { get; init; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public bool IsCutOff
    {
        set => _client.Error = value ? new IOException("cut off") : null;
    }

    public bool Hangs
    {
        set => _client.Hangs = value;
    }

    public void Start() => Running = Elector.RunAsync(LeadAsync, _stop.Token);

    public Task LeadingAsync() => _leading.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public void Cancel() => _stop.Cancel();

    public void FinishDraining() => _drained.TrySetResult();

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        _drained.TrySetResult();
        await _stop.CancelAsync();
        try
        {
            await Running.WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception error) when (error is LeadershipLostException or InvalidOperationException)
        {
            // The test has looked at it.
        }

        _stop.Dispose();
    }

    private async Task LeadAsync(LeadershipToken token)
    {
        Token = token;
        Terms++;
        if (Failure is not null)
        {
            throw Failure;
        }

        _leading.TrySetResult();
        await Task.Delay(Timeout.Infinite, IsStubborn ? CancellationToken.None : token.Stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Drains)
        {
            await _drained.Task;
        }
    }
}
