using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiDefinitionFinalizerTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Finalize_AcknowledgedApi_IsDeletedByItsIdInApim()
    {
        var result = await _fixture.FinalizeApiAsync(Acknowledged());

        result.ShouldBe(ReconcileResult.Done);
        _fixture.Apim.Deletions.ShouldBe(["id-of-apim"]);
    }

    [Fact]
    public async Task Finalize_AcknowledgedApi_RecordsStartAndSuccess()
    {
        await _fixture.FinalizeApiAsync(Acknowledged());

        _fixture.Events.All.ShouldBe(["Normal DeleteStarted Delete started", "Normal DeleteSucceeded Delete succeeded"]);
    }

    [Fact]
    public async Task Finalize_NeverAcknowledged_IsDeletedByUid()
    {
        await _fixture.FinalizeApiAsync(AnApi());

        _fixture.Apim.Deletions.ShouldBe(["uid-of-default-api"]);
    }

    [Fact]
    public async Task Finalize_NeverAcknowledgedWithAnIdOfItsAuthor_IsNotDeletedInApim()
    {
        var result = await _fixture.FinalizeApiAsync(AnApi().With(spec => spec.Id = "somebody-elses"));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Finalize_TemplateThatWasNeverSynced_IsNotDeletedInApim()
    {
        var result = await _fixture.FinalizeApiAsync(AnApi().Annotated(AnnotationNames.Template, "true"));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Finalize_TemplateThatWasSyncedBefore_IsDeletedInApim()
    {
        await _fixture.FinalizeApiAsync(Acknowledged().Annotated(AnnotationNames.Template, "true"));

        _fixture.Apim.Deletions.ShouldBe(["id-of-apim"]);
    }

    [Fact]
    public async Task Finalize_AlreadyGoneInApim_IsDone()
    {
        _fixture.Apim.OnDelete = _ => DeleteOutcome.AlreadyGone;

        (await _fixture.FinalizeApiAsync(Acknowledged())).ShouldBe(ReconcileResult.Done);
    }

    [Theory]
    [InlineData(ReconcilePolicies.DetachOnDelete)]
    [InlineData(ReconcilePolicies.Skip)]
    public async Task Finalize_PolicyLeavesItInApim_CallsNobody(string policy)
    {
        var result = await _fixture.FinalizeApiAsync(Acknowledged().Annotated(AnnotationNames.ReconcilePolicy, policy));

        (result.IsDone, _fixture.Apim.Calls, _fixture.Events.All.Count).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Finalize_AcknowledgedButNoContextAnyMore_IsDoneAndTellsWhatStays()
    {
        var result = await _fixture.FinalizeApiAsync(Acknowledged().With(spec => spec.ContextRef = null));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
        _fixture.Events.All.ShouldHaveSingleItem().ShouldStartWith("Warning DeleteFailed API id-of-apim stays in APIM");
    }

    [Fact]
    public async Task Finalize_NeverHadAContext_IsDoneWithoutAWord()
    {
        var result = await _fixture.FinalizeApiAsync(AnApi().With(spec => spec.ContextRef = null));

        (result.IsDone, _fixture.Events.All.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Finalize_ContextGoneAndNeverAcknowledged_IsDone(string? id)
    {
        var result = await _fixture.FinalizeApiAsync(AnApi().WithContext("absent").WithStatus(status => status.Id = id));

        result.ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public async Task Finalize_ContextGoneAndAcknowledged_WaitsAndNamesTheRemedy()
    {
        var result = await _fixture.FinalizeApiAsync(Acknowledged().WithContext("absent"));

        result.Reason.ShouldNotBeNull();
        Ready.ShouldStartWith(
            "False DeletionBlocked: cannot delete API [default/api] from APIM: it references management context [default/absent] that doesn't exist in the cluster");
        Ready.ShouldContain("annotate the object with gravitee.io/reconcile-policy=detach-on-delete");
    }

    [Fact]
    public async Task Finalize_SecretOfTheContextGone_Waits()
    {
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        await _fixture.FinalizeApiAsync(Acknowledged());

        Ready.ShouldContain("secret [default/absent] doesn't exist in the cluster");
    }

    [Fact]
    public async Task Finalize_SecretOfAContextThatWorkedGone_IsDeletedWithWhatItHeld()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        (await _fixture.FinalizeApiAsync(Acknowledged())).ShouldBe(ReconcileResult.Done);

        _fixture.Apim.Deletions.ShouldBe(["id-of-apim"]);
    }

    [Fact]
    public async Task Finalize_SecretGoneAndNamespaceBeingDeleted_IsLetGoAndToldOf()
    {
        PutNamespace(isTerminating: true);
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        (await _fixture.FinalizeApiAsync(Acknowledged())).ShouldBe(ReconcileResult.Done);

        _fixture.Events.All.ShouldContain(note =>
            note.StartsWith("Warning DeleteFailed API id-of-apim stays in APIM", StringComparison.Ordinal)
            && note.Contains("secret [default/absent] doesn't exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finalize_WhatItHeldIsRefusedAndNamespaceBeingDeleted_IsLetGo()
    {
        await _fixture.ReconcileContextAsync();
        PutNamespace(isTerminating: true);
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());
        _fixture.Apim.Failure = ApimErrors.Status(401);

        (await _fixture.FinalizeApiAsync(Acknowledged())).ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public async Task Finalize_SecretGoneAndNamespaceThere_Waits()
    {
        PutNamespace(isTerminating: false);
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        (await _fixture.FinalizeApiAsync(Acknowledged())).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task Finalize_ContextOfAnotherNamespaceGone_WaitsAlsoWhenItsOwnIsBeingDeleted()
    {
        PutNamespace(isTerminating: true);

        (await _fixture.FinalizeApiAsync(Acknowledged().WithContext("absent", "shared"))).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task Finalize_NamespaceUnreadable_Waits()
    {
        _fixture.Cluster.Forbid<Namespace>();
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        (await _fixture.FinalizeApiAsync(Acknowledged())).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task Finalize_ContextWasLetGoSince_IsForgotten()
    {
        await _fixture.ReconcileContextAsync();
        await _fixture.FinalizeContextAsync();
        _fixture.Cluster.Put(AContext("ctx").WithSecret("absent").Build());

        (await _fixture.FinalizeApiAsync(Acknowledged())).Reason.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Finalize_ApimRefuses_IsRetriedForEver(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var result = await _fixture.FinalizeApiAsync(Acknowledged());

        result.Reason.ShouldNotBeNull().ShouldContain(_fixture.Apim.Failure.Message);
        Ready.ShouldContain(_fixture.Apim.Failure.Message);
    }

    [Fact]
    public async Task Finalize_ApimRefuses_TellsTheUser()
    {
        _fixture.Apim.Failure = ApimErrors.Status(500);

        await _fixture.FinalizeApiAsync(Acknowledged());

        _fixture.Events.Reasons.ShouldBe(["DeleteStarted", "DeleteFailed"]);
    }

    [Fact]
    public async Task Finalize_ApimAsksForPatience_WaitsThatLong()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(ApimErrorKind.Throttled, Wait);
        await _fixture.FinalizeApiAsync(Acknowledged());

        (await _fixture.FinalizeApiAgainAsync()).ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message, Wait));
    }

    [Fact]
    public async Task Finalize_HeldBackAfterAFailure_WritesAndTellsNothing()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.FinalizeApiAsync(Acknowledged());
        var (writes, events) = (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count);
        _fixture.Apim.Failure = ApimErrors.CircuitOpen();

        await _fixture.FinalizeApiAgainAsync();

        (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count).ShouldBe((writes, events));
    }

    [Fact]
    public async Task Finalize_HeldBackAtFirst_SaysSo()
    {
        _fixture.Apim.Failure = ApimErrors.CircuitOpen();

        await _fixture.FinalizeApiAsync(Acknowledged());

        Ready.ShouldStartWith("False DeletionBlocked: ");
    }

    [Fact]
    public async Task Finalize_Blocked_KeepsTheRestOfTheStatus()
    {
        await _fixture.SyncAsync(AnApi());
        var before = _fixture.Api.Status!;
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Metadata.DeletionTimestamp = _fixture.Time.GetUtcNow());
        await _fixture.FinalizeApiAgainAsync();

        var after = _fixture.Api.Status!;
        (after.Id, after.SyncHash, after.Conditions.Line(ConditionTypes.Accepted))
            .ShouldBe((before.Id, before.SyncHash, before.Conditions.Line(ConditionTypes.Accepted)));
    }

    [Fact]
    public async Task Finalize_Retry_DoesNotTellOfAStartAgain()
    {
        await _fixture.FinalizeApiAsync(Acknowledged(), failures: 1);

        _fixture.Events.Reasons.ShouldBe(["DeleteSucceeded"]);
    }

    [Fact]
    public async Task Finalize_Blocked_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        await _fixture.FinalizeApiAsync(Acknowledged());

        $"{Ready} {string.Join(' ', _fixture.Events.All)}".ShouldNotContain(ContextBuilder.Token);
    }

    private string Ready => _fixture.Api.Status!.Conditions.Line(ConditionTypes.Ready);

    private void PutNamespace(bool isTerminating) => _fixture.Cluster.Put(new Namespace
    {
        Metadata = new() { Name = "default", DeletionTimestamp = isTerminating ? DateTimeOffset.UnixEpoch : null },
    });

    private static ApiBuilder Acknowledged() =>
        AnApi().WithStatus(status => (status.Id, status.OrganizationId) = ("id-of-apim", "org-id"));
}
