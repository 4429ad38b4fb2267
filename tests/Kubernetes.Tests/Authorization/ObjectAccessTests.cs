using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Fakes;

namespace Gko.Kubernetes.Tests.Authorization;

public sealed class ObjectAccessTests : IAsyncDisposable
{
    private static readonly ObjectKey Target = new("other", "token");

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ObjectAccess _access;

    public ObjectAccessTests() => _access = new ObjectAccess(_cluster, _time);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 403)]
    public async Task Decide_Answer_IsTheServers(bool allowed, int status)
    {
        _cluster.MayAccess = _ => allowed;

        (await DecideAsync("alice")).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Decide_ReviewsForbidden_SaysThatNobodyCanTell()
    {
        _cluster.Forbid<SubjectAccessReview>();

        (await DecideAsync("alice")).StatusCode.ShouldBe(503);
    }

    [Fact]
    public async Task Decide_SameQuestionAgain_IsNotAsked()
    {
        await DecideAsync("alice");
        await DecideAsync("alice");

        _cluster.Reviews.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Decide_OtherUser_IsAskedAbout()
    {
        await DecideAsync("alice");
        await DecideAsync("bob");

        _cluster.Reviews.Select(review => review.User).ShouldBe(["alice", "bob"]);
    }

    [Fact]
    public async Task Decide_SecondsLater_AsksAgain()
    {
        await DecideAsync("alice");
        _time.Advance(TimeSpan.FromSeconds(5));

        await DecideAsync("alice");

        _cluster.Reviews.Count.ShouldBe(2);
    }

    private ValueTask<AccessDecision> DecideAsync(string user) =>
        _access.DecideAsync(new UserInfo { Username = user }, "get", Secret.Type, Target, CancellationToken.None);
}
