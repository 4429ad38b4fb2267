using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests;

public sealed class CrossNamespaceAccessTests : IAsyncDisposable
{
    private static readonly ObjectKey Foreign = new("other", "ctx");

    private readonly FakeCluster _cluster = new() { MayAccess = _ => false };
    private readonly FakeTimeProvider _time = new();
    private CrossNamespaceAccess? _access;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Check_TargetInOwnNamespace_IsNotAskedAbout()
    {
        var verdict = await CheckAsync(CrossNamespacePolicy.Deny, new ObjectKey("default", "ctx"));

        verdict.Allowed.ShouldBeTrue();
        _cluster.Reviews.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_PolicyAllow_AsksNothing()
    {
        var verdict = await CheckAsync(CrossNamespacePolicy.Allow, Foreign);

        (verdict.Allowed, verdict.Warnings.Count, _cluster.Reviews.Count).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Check_AuthorMayRead_SaysNothing()
    {
        _cluster.MayAccess = _ => true;

        var verdict = await CheckAsync(CrossNamespacePolicy.Deny, Foreign);

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Check_AuthorMayNotRead_WarnsByDefault()
    {
        var verdict = await CheckAsync(new AdmissionPolicy().CrossNamespaceReferences, Foreign);

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith(
            "user \"alice\" may not get managementcontexts.gravitee.io \"ctx\" in the namespace \"other\"");
    }

    [Fact]
    public async Task Check_AuthorMayNotReadAndPolicyDeny_RefusesWithTheField()
    {
        var verdict = await CheckAsync(CrossNamespacePolicy.Deny, Foreign);

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.contextRef");
    }

    [Fact]
    public async Task Check_ReviewsMayNotBeCreated_SaysThatItCannotBeTold()
    {
        _cluster.Forbid<SubjectAccessReview>();

        var verdict = await CheckAsync(CrossNamespacePolicy.Warn, Foreign);

        verdict.Warnings.ShouldHaveSingleItem().ShouldContain("the operator's service account may not create subjectaccessreviews");
    }

    [Fact]
    public async Task Check_Review_AsksForTheVeryObjectInTheNameOfTheAuthor()
    {
        await CheckAsync(CrossNamespacePolicy.Warn, Foreign);

        var question = _cluster.Reviews.ShouldHaveSingleItem();
        (question.User, question.Uid, question.Groups!.Single()).ShouldBe(("alice", "uid-of-alice", "team"));
        var target = question.ResourceAttributes!;
        (target.Verb, target.Group, target.Version, target.Resource, target.Namespace, target.Name)
            .ShouldBe(("get", "gravitee.io", "v1alpha1", "managementcontexts", "other", "ctx"));
    }

    [Fact]
    public async Task Check_Review_TellsWhatNarrowsTheAuthorsToken()
    {
        await CheckAsync(CrossNamespacePolicy.Warn, Foreign);

        _cluster.Reviews.ShouldHaveSingleItem().Extra!["scopes.example.com"].ShouldBe(["narrow"]);
    }

    private async Task<AdmissionVerdict> CheckAsync(CrossNamespacePolicy policy, ObjectKey target)
    {
        var review = new Review(
            new ObjectKey("default", "api"), Requests.Alice, DateTimeOffset.MaxValue, false, new Verdicts());
        _access ??= new(_cluster, new AdmissionPolicy { CrossNamespaceReferences = policy }, _time);
        await _access.CheckAsync(ManagementContext.Type, target, "spec.contextRef", review, CancellationToken.None);
        return review.Verdicts.ToVerdict();
    }

    [Fact]
    public async Task Check_AskedAgainWithinSeconds_AsksTheServerOnce()
    {
        await CheckAsync(CrossNamespacePolicy.Warn, Foreign);

        (await CheckAsync(CrossNamespacePolicy.Warn, Foreign)).Warnings.ShouldHaveSingleItem();

        _cluster.Reviews.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Check_RoleGrantedMeanwhile_CountsAfterSeconds()
    {
        await CheckAsync(CrossNamespacePolicy.Warn, Foreign);
        _cluster.MayAccess = _ => true;

        _time.Advance(TimeSpan.FromSeconds(5));

        (await CheckAsync(CrossNamespacePolicy.Warn, Foreign)).Warnings.ShouldBeEmpty();
    }
}
