namespace Gko.Kubernetes.LeaderElection;

/// <summary>One term of leadership, as seen by those who work under it.</summary>
public sealed class LeadershipToken
{
    private readonly Func<bool> _isLeader;

    /// <summary>A term; the elector makes them, and tests of what works under one.</summary>
    /// <param name="term">Its number.</param>
    /// <param name="isLeader">Judges by the clock, at the moment of the question.</param>
    /// <param name="stopping">See <see cref="Stopping"/>.</param>
    /// <param name="lost">See <see cref="Lost"/>.</param>
    public LeadershipToken(int term, Func<bool> isLeader, CancellationToken stopping, CancellationToken lost) =>
        (Term, Stopping, Lost, _isLeader) = (term, stopping, lost, isLeader);

    /// <summary>Grows with each change of leader; worth sending to other systems, which can then refuse an outdated leader.</summary>
    public int Term { get; }

    /// <summary>Fires when the term ends, for whatever reason: take no new work, finish what is under way.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Fires when another process may lead soon: stop what is under way.</summary>
    public CancellationToken Lost { get; }

    /// <summary>
    /// To be called right before an effect on the outside world. It looks at the clock, because a process that was frozen may
    /// act before the timer behind <see cref="Lost"/> has fired.
    /// </summary>
    /// <exception cref="LeadershipLostException">Leadership is lost, or its renewal is overdue.</exception>
    public void ThrowIfLost()
    {
        if (Lost.IsCancellationRequested || !_isLeader())
        {
            throw new LeadershipLostException($"Leadership of term {Term} is lost.");
        }
    }
}
