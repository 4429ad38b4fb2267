using Gko.Kubernetes.LeaderElection;

namespace Gko.Kubernetes.Tests.LeaderElection;

public sealed class LeadershipFenceTests : IDisposable
{
    private readonly LeadershipFence _fence = new();
    private readonly CancellationTokenSource _lost = new();
    private bool _leads = true;

    public void Dispose() => _lost.Dispose();

    [Fact]
    public void NobodyLeads_IsClosed()
    {
        Should.Throw<LeadershipLostException>(_fence.ThrowIfClosed);
        _fence.Term.ShouldBeNull();
    }

    [Fact]
    public void Opened_LetsPassAndTellsTheTerm()
    {
        using var open = _fence.Open(Token());

        Should.NotThrow(_fence.ThrowIfClosed);
        _fence.Term.ShouldBe(7);
    }

    [Fact]
    public void Opened_ClockSaysOverdue_ClosesWithoutAnyTimer()
    {
        using var open = _fence.Open(Token());

        _leads = false;

        Should.Throw<LeadershipLostException>(_fence.ThrowIfClosed);
    }

    [Fact]
    public void Opened_TermLost_StaysClosedEvenIfTheLeaseIsRenewedAgain()
    {
        using var open = _fence.Open(Token());

        _lost.Cancel();

        Should.Throw<LeadershipLostException>(_fence.ThrowIfClosed);
    }

    [Fact]
    public void WorkEnded_IsClosed()
    {
        _fence.Open(Token()).Dispose();

        Should.Throw<LeadershipLostException>(_fence.ThrowIfClosed);
    }

    private LeadershipToken Token() => new(7, () => _leads, CancellationToken.None, _lost.Token);
}
