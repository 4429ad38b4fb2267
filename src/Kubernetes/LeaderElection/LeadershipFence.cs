namespace Gko.Kubernetes.LeaderElection;

/// <summary>
/// Stands before every effect that only the leader may have on the outside world. Clients ask it right before a request leaves,
/// so that a process that was frozen for longer than its lease sends nothing when it wakes up.
/// </summary>
public sealed class LeadershipFence
{
    private volatile LeadershipToken? _token;

    /// <summary>The term under which requests leave; null while none may.</summary>
    public int? Term => _token?.Term;

    /// <summary>Lets requests pass during one term, until what is returned is disposed.</summary>
    public IDisposable Open(LeadershipToken token)
    {
        _token = token;
        return new Gate(this);
    }

    /// <exception cref="LeadershipLostException">This process does not lead, or its renewal is overdue.</exception>
    public void ThrowIfClosed()
    {
        if (_token is not { } token)
        {
            throw new LeadershipLostException("This process does not lead.");
        }

        token.ThrowIfLost();
    }

    private sealed class Gate(LeadershipFence fence) : IDisposable
    {
        public void Dispose() => fence._token = null;
    }
}
