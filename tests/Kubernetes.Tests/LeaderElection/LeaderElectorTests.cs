using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>How the leader stops, fails and freezes.</summary>
public sealed class LeaderElectorTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = new("system", "leader");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<Candidate> _candidates = [];

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
