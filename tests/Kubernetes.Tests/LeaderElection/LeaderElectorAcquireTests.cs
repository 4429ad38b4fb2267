using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>Who gets the lease, and when.</summary>
public sealed class LeaderElectorAcquireTests : IAsyncDisposable
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
