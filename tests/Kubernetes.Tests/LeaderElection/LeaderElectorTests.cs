using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

public sealed class LeaderElectorTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = new("system", "leader");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<Candidate> _candidates = [];

    [Fact]
    public async Task Acquire_NoLease_CreatesItAndLeads()
    {
        var one = Start("one");

        await one.LeadingAsync();

        var spec = Lease()!.Spec!;
        (spec.HolderIdentity, spec.LeaseDurationSeconds, spec.LeaseTransitions).ShouldBe(("one", 15, 0));
        one.Elector.IsLeader.ShouldBeTrue();
        one.Token!.Term.ShouldBe(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Acquire_LeaseWithoutHolder_TakesIt(string? holder)
    {
        _cluster.Put(ALease(holder));
        var one = Start("one");

        await one.LeadingAsync();

        Lease()!.Spec!.HolderIdentity.ShouldBe("one");
    }

    [Fact]
    public async Task Acquire_LeaseWithoutSpec_TakesIt()
    {
        var lease = ALease(null);
        lease.Spec = null;
        _cluster.Put(lease);
        var one = Start("one");

        await one.LeadingAsync();
    }

    [Fact]
    public async Task Acquire_TwoCandidates_OneLeads()
    {
        var one = Start("one");
        await one.LeadingAsync();
        var two = Start("two");

        await StepAsync(30 * Second);

        (one.Elector.IsLeader, two.Elector.IsLeader).ShouldBe((true, false));
        two.Terms.ShouldBe(0);
    }

    [Fact]
    public async Task Acquire_HolderDied_WaitsForTheDurationTheRecordStates()
    {
        _cluster.Put(ALease("dead", seconds: 40));
        var one = Start("one");

        await StepAsync(39 * Second);
        one.Terms.ShouldBe(0);
        await StepUntilAsync(() => Holder == "one");

        _time.Elapsed.ShouldBeLessThan(45 * Second);
        await one.LeadingAsync();
        Lease()!.Spec!.LeaseTransitions.ShouldBe(8);
        one.Token!.Term.ShouldBe(8);
    }

    [Fact]
    public async Task Acquire_RenewTimeOfAWrongClock_DoesNotMatter()
    {
        var lease = ALease("alive");
        lease.Spec!.RenewTime = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _cluster.Put(lease);
        var one = Start("one");

        await StepAsync(14 * Second);

        one.Terms.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_WorkFinishes_ReleasesAndTheNextTakesOverWithinTheRetryPeriod()
    {
        var one = Start("one");
        await one.LeadingAsync();
        var two = Start("two");
        await _time.WaitForTimerAsync();

        await one.StopAsync();

        Lease()!.Spec!.HolderIdentity.ShouldBe("");
        await StepUntilAsync(() => Holder == "two");
        _time.Elapsed.ShouldBeLessThan(5 * Second);
        await two.LeadingAsync();
        two.Token!.Term.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_WorkTakesLong_KeepsTheLeaseMeanwhile()
    {
        var one = Start("one", drain: true);
        await one.LeadingAsync();
        var two = Start("two");
        one.Cancel();
        await Eventually.TrueAsync(() => one.Token!.Stopping.IsCancellationRequested);

        await StepAsync(60 * Second);
        one.Token!.Lost.IsCancellationRequested.ShouldBeFalse();
        two.Terms.ShouldBe(0);
        one.FinishDraining();

        await one.Running;
        Lease()!.Spec!.HolderIdentity.ShouldBe("");
    }

    [Fact]
    public async Task Stop_WhileWaiting_Ends()
    {
        var one = Start("one");
        await one.LeadingAsync();
        var two = Start("two");
        await _time.WaitForTimerAsync();

        await two.StopAsync();

        two.Terms.ShouldBe(0);
    }

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

    [Fact]
    public async Task Acquire_LeaseOfTheLeaderDeletedByHand_TermsGoOnGrowing()
    {
        _cluster.Put(ALease("other"));
        var one = Start("one");
        await StepAsync(3 * Second);
        _cluster.Remove<Lease>(Key);

        await StepUntilAsync(() => Holder == "one");

        await one.LeadingAsync();
        one.Token!.Term.ShouldBe(8);
    }

    [Fact]
    public async Task Frozen_LongerThanTheDeadline_ThrowsBeforeAnyTimerFires()
    {
        var time = new JumpingTimeProvider(_time);
        var one = Start("one", time: time);
        await one.LeadingAsync();
        Should.NotThrow(one.Token!.ThrowIfLost);

        time.Skip(10 * Second);

        one.Token.Lost.IsCancellationRequested.ShouldBeFalse();
        one.Elector.IsLeader.ShouldBeFalse();
        Should.Throw<LeadershipLostException>(one.Token.ThrowIfLost);
    }

    [Fact]
    public async Task Lost_WorkIgnoresIt_IsReportedUnhealthyAndNotReleased()
    {
        var one = Start("one", stubborn: true);
        await one.LeadingAsync();
        one.IsCutOff = true;

        await StepAsync(10 * Second);
        await _time.WaitForTimerAsync(left => left == 5 * Second);
        one.Running.IsCompleted.ShouldBeFalse();
        _time.Advance(5 * Second);
        await Should.ThrowAsync<LeadershipLostException>(one.Running);
        one.Elector.IsHealthy.ShouldBeTrue();
        one.IsCutOff = false;
        _time.Advance(21 * Second);

        one.Elector.IsHealthy.ShouldBeFalse();
        Lease()!.Spec!.HolderIdentity.ShouldBe("one");
    }

    [Fact]
    public async Task Work_Fails_ReleasesAndPassesTheErrorOn()
    {
        var one = Start("one", failure: new InvalidOperationException("bug"));

        (await Should.ThrowAsync<InvalidOperationException>(one.Running)).Message.ShouldBe("bug");

        Lease()!.Spec!.HolderIdentity.ShouldBe("");
    }

    [Theory]
    [InlineData(15, 15, 2)]
    [InlineData(15, 2, 2)]
    [InlineData(15, 10, 0)]
    public void Options_DurationsContradict_Throws(int lease, int renew, int retry) => Should.Throw<ArgumentException>(() =>
        new LeaderElector(_cluster, AnOption("one") with
        {
            LeaseDuration = lease * Second,
            RenewDeadline = renew * Second,
            RetryPeriod = retry * Second,
        }, _time, new RecordingLogger<LeaderElector>()));

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
