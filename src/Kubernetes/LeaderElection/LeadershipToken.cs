namespace Gko.Kubernetes.LeaderElection;

/// <summary>One term of leadership, as seen by those who work under it.</summary>
public sealed class LeadershipToken
{
    internal LeadershipToken(int term, CancellationToken stopping, CancellationToken lost) =>
        (Term, Stopping, Lost) = (term, stopping, lost);

    /// <summary>Grows with each change of leader; worth sending to other systems, which can then refuse an outdated leader.</summary>
    public int Term { get; }

    /// <summary>Fires when the term ends, for whatever reason: take no new work, finish what is under way.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Fires when another process may lead soon: stop what is under way.</summary>
    public CancellationToken Lost { get; }

    /// <summary>To be called right before an effect on the outside world.</summary>
    /// <exception cref="LeadershipLostException">Leadership is lost.</exception>
    public void ThrowIfLost()
    {
        if (Lost.IsCancellationRequested)
        {
            throw new LeadershipLostException($"Leadership of term {Term} is lost.");
        }
    }
}
