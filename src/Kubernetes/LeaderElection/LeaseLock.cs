using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.LeaderElection;

/// <summary>
/// The lease as last seen, and compare-and-swap on it. Whether a foreign lease has expired is judged by how long we have seen it
/// unchanged, on our own monotonic clock: the clocks of other machines do not matter.
/// </summary>
internal sealed class LeaseLock(IKubeClient client, LeaderElectionOptions options, TimeProvider time)
{
    private readonly ObjectKey _key = new(options.Namespace, options.Name);
    private Lease? _lease;
    private long _observedAt;
    private long _slowPaths;

    /// <summary>How often a lease held before was not as last seen, so that it had to be read again.</summary>
    public long SlowPaths => Interlocked.Read(ref _slowPaths);

    public bool IsHeld => _lease?.Spec?.HolderIdentity == options.Identity;

    public string? Holder => _lease?.Spec?.HolderIdentity;

    public int Term => _lease?.Spec?.LeaseTransitions ?? 0;

    /// <summary>How long the present holder has still time to renew; zero when the lease is to be had.</summary>
    public TimeSpan UntilFree
    {
        get
        {
            var left = string.IsNullOrEmpty(Holder) ? TimeSpan.Zero : DurationOf(_lease!.Spec!) - time.GetElapsedTime(_observedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>One attempt to get the lease; false when another process holds it or was faster.</summary>
    public Task<bool> TryAcquireAsync(CancellationToken ct) => TryTakeAsync(mayTakeOver: true, ct);

    /// <summary>
    /// One attempt to renew the lease; false when it failed, and <see cref="IsHeld"/> then says whether another one is worth it.
    /// A lease that somebody else had is not taken back, even when it is free again: what was done under it is not known here.
    /// </summary>
    public async Task<bool> TryRenewAsync(CancellationToken ct)
    {
        if (await TryWriteAsync(_lease!, HeldSpec(_lease!.Spec), ct).ConfigureAwait(false))
        {
            return true;
        }

        Interlocked.Increment(ref _slowPaths);
        return await TryTakeAsync(mayTakeOver: false, ct).ConfigureAwait(false);
    }

    /// <summary>Lets the next candidate take over at once.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        if (!IsHeld)
        {
            return;
        }

        // Some readers insist on a positive duration, so that the shortest one stands for none.
        var spec = HeldSpec(_lease!.Spec);
        spec.HolderIdentity = "";
        spec.LeaseDurationSeconds = 1;
        await TryWriteAsync(_lease, spec, ct).ConfigureAwait(false);
    }

    private async Task<bool> TryTakeAsync(bool mayTakeOver, CancellationToken ct)
    {
        if (await client.FindAsync<Lease>(_key, ct).ConfigureAwait(false) is not { } current)
        {
            return await TryCreateAsync(ct).ConfigureAwait(false);
        }

        Observe(current);
        return (IsHeld || (mayTakeOver && UntilFree == TimeSpan.Zero))
            && await TryWriteAsync(current, HeldSpec(current.Spec), ct).ConfigureAwait(false);
    }

    private TimeSpan DurationOf(LeaseSpec spec) =>
        spec.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : options.LeaseDuration;

    private void Observe(Lease current)
    {
        if (_lease?.Metadata.ResourceVersion != current.Metadata.ResourceVersion || _lease?.Metadata.Uid != current.Metadata.Uid)
        {
            _observedAt = time.GetTimestamp();
        }

        _lease = current;
    }

    private async Task<bool> TryCreateAsync(CancellationToken ct)
    {
        var lease = new Lease
        {
            ApiVersion = Lease.Type.ApiVersion,
            Kind = Lease.Type.Kind,
            Metadata = new ObjectMeta { Name = options.Name, Namespace = options.Namespace },

            // After a lease that was deleted terms go on growing, as far as this process has seen them.
            Spec = HeldSpec(_lease?.Spec),
        };
        try
        {
            Observe(await client.CreateAsync(lease, null, ct).ConfigureAwait(false));
            return true;
        }
        catch (KubeApiException error) when (error.IsAlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Replaces the lease if it is still at the version given.</summary>
    private async Task<bool> TryWriteAsync(Lease basis, LeaseSpec spec, CancellationToken ct)
    {
        var changed = new Lease { ApiVersion = Lease.Type.ApiVersion, Kind = Lease.Type.Kind, Metadata = basis.Metadata, Spec = spec };
        try
        {
            Observe(await client.ReplaceAsync(changed, null, ct).ConfigureAwait(false));
            return true;
        }
        catch (KubeApiException error) when (error.IsConflict || error.IsNotFound)
        {
            return false;
        }
    }

    private LeaseSpec HeldSpec(LeaseSpec? before)
    {
        var now = time.GetUtcNow();
        var isSame = before?.HolderIdentity == options.Identity;
        return new LeaseSpec
        {
            HolderIdentity = options.Identity,
            LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
            AcquireTime = isSame ? before!.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = before is null ? 0 : (before.LeaseTransitions ?? 0) + (isSame ? 0 : 1),
        };
    }
}
