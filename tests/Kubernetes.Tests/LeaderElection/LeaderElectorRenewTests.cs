using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>How the lease is kept, or lost.</summary>
public sealed class LeaderElectorRenewTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = new("system", "leader");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<Candidate> _candidates = [];

    [Fact]
    public async Task Renew_ServerUnreachable_LosesBeforeAnyoneElseMayLead()
    {
        var one = Start("one");
        await one.LeadingAsync();
        var two = Start("two");
        await StepAsync(2 * Second);
        one.IsCutOff = true;

        var lostAt = TimeSpan.Zero;
        var overlap = false;
        await StepUntilAsync(() =>
        {
            lostAt = lostAt == TimeSpan.Zero && one.Token!.Lost.IsCancellationRequested ? _time.Elapsed : lostAt;
            overlap |= Holder == "two" && !one.Token!.Lost.IsCancellationRequested;
            return Holder == "two";
        });

        await two.LeadingAsync();
        overlap.ShouldBeFalse();
        lostAt.ShouldBeLessThanOrEqualTo(13 * Second);
        await Should.ThrowAsync<LeadershipLostException>(one.Running);
        Should.Throw<LeadershipLostException>(one.Token!.ThrowIfLost);
    }

    [Fact]
    public async Task Renew_RequestHangs_LosesAtTheDeadlineAllTheSame()
    {
        var one = Start("one");
        await one.LeadingAsync();
        one.Hangs = true;

        await StepAsync(10 * Second);

        one.Token!.Lost.IsCancellationRequested.ShouldBeTrue();
        one.Elector.IsLeader.ShouldBeFalse();
        await Should.ThrowAsync<LeadershipLostException>(one.Running);
    }

    [Fact]
    public async Task Renew_ShortOutage_KeepsLeading()
    {
        var one = Start("one");
        await one.LeadingAsync();
        one.IsCutOff = true;
        await StepAsync(7 * Second);

        one.IsCutOff = false;
        await StepAsync(20 * Second);

        one.Token!.Lost.IsCancellationRequested.ShouldBeFalse();
        one.Elector.IsLeader.ShouldBeTrue();
    }

    [Fact]
    public async Task Renew_LeaseEditedByHand_KeepsLeading()
    {
        var one = Start("one");
        await one.LeadingAsync();
        var lease = Lease()!;
        lease.Metadata.Labels = new() { ["touched"] = "yes" };
        _cluster.Put(lease);

        await StepAsync(20 * Second);

        one.Elector.IsLeader.ShouldBeTrue();
        Lease()!.Metadata.Labels!["touched"].ShouldBe("yes");
    }

    [Fact]
    public async Task Renew_TakenOver_LosesAtTheNextAttempt()
    {
        var one = Start("one");
        await one.LeadingAsync();
        _cluster.Put(ALease("usurper"));

        await StepUntilAsync(() => one.Token!.Lost.IsCancellationRequested);

        _time.Elapsed.ShouldBeLessThan(5 * Second);
        await Should.ThrowAsync<LeadershipLostException>(one.Running);
        Lease()!.Spec!.HolderIdentity.ShouldBe("usurper");
    }

    [Fact]
    public async Task Renew_TakenOverAndFreedMeanwhile_IsNotTakenBack()
    {
        var one = Start("one");
        await one.LeadingAsync();
        _cluster.Put(ALease(""));

        await StepUntilAsync(() => one.Token!.Lost.IsCancellationRequested);

        await Should.ThrowAsync<LeadershipLostException>(one.Running);
        Holder.ShouldBe("");
    }

    [Fact]
    public async Task Renew_LeaseDeletedByHand_IsMadeAgainWithTheSameTerm()
    {
        _cluster.Put(ALease(""));
        var one = Start("one");
        await one.LeadingAsync();
        _cluster.Remove<Lease>(Key);

        await StepUntilAsync(() => Holder == "one");

        one.Token!.Lost.IsCancellationRequested.ShouldBeFalse();
        (Lease()!.Spec!.LeaseTransitions, one.Token.Term).ShouldBe((8, 8));
    }

    private string? Holder => Lease()?.Spec?.HolderIdentity;

    public async ValueTask DisposeAsync()
    {
        foreach (var candidate in _candidates)
        {
            await candidate.DisposeAsync();
        }
    }

    private static LeaderElectionOptions AnOption(string identity) =>
        new() { Namespace = Key.Namespace!, Name = Key.Name, Identity = identity };

    private static Lease ALease(string? holder, int seconds = 15) => new()
    {
        Metadata = new ObjectMeta { Name = Key.Name, Namespace = Key.Namespace },
        Spec = new LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = seconds, LeaseTransitions = 7 },
    };

    private Lease? Lease() => _cluster.Peek<Lease>(Key);

    private Candidate Start(
        string identity, bool drain = false, bool stubborn = false, Exception? failure = null, TimeProvider? time = null)
    {
        var candidate = new Candidate(_cluster, AnOption(identity), time ?? _time) { Drains = drain, IsStubborn = stubborn, Failure = failure };
        _candidates.Add(candidate);
        candidate.Start();
        return candidate;
    }

    /// <summary>Lets time pass in small steps, and what other threads have to do be done in between.</summary>
    private async Task StepAsync(TimeSpan span)
    {
        var end = _time.Elapsed + span;
        while (_time.Elapsed < end)
        {
            await StepAsync();
        }
    }

    private async Task StepUntilAsync(Func<bool> condition)
    {
        var patience = _time.Elapsed + TimeSpan.FromMinutes(10);
        while (!condition())
        {
            _time.Elapsed.ShouldBeLessThan(patience);
            await StepAsync();
        }
    }

    private async Task StepAsync()
    {
        _time.Advance(Second / 4);
        for (var i = 0; i < 10; i++)
        {
            await Task.Yield();
        }
    }
}
