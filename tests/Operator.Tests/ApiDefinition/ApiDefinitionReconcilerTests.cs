using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiDefinitionReconcilerTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_RefusedBecauseAPredecessorHoldsItsPaths_TakesOverThePredecessor()
    {
        _fixture.Apim.OnImport = import => (string?)import.Body["id"] == "of-the-predecessor" ? FakeApim.Accept(import) : ApimErrors.Status(400);
        _fixture.Apim.Known[Ids.UuidXxh3("default/api")] = "of-the-predecessor";

        (await _fixture.SyncAsync(AnApi())).ShouldBe(ReconcileResult.Done);

        _fixture.Api.Status!.Id.ShouldBe("of-the-predecessor");
        (await _fixture.ReconcileApiAsync()).ShouldBe(ReconcileResult.Done);
        _fixture.Apim.Imports.Count.ShouldBe(2, "afterwards it is in sync");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reconcile_RefusedWithoutAPredecessorOrWithAnIdOfTheAuthors_IsNotSentAgain(bool hasId)
    {
        _fixture.Apim.OnImport = _ => ApimErrors.Status(400);
        if (hasId)
        {
            _fixture.Apim.Known[Ids.UuidXxh3("default/api")] = "somebody-elses";
        }

        await _fixture.SyncAsync(AnApi().With(spec => spec.Id = hasId ? "chosen" : null));

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_NewApi_ImportsItOnceForReal()
    {
        var result = await _fixture.SyncAsync(AnApi());

        result.ShouldBe(ReconcileResult.Done);
        _fixture.Apim.Imports.ShouldHaveSingleItem().DryRun.ShouldBeFalse();
    }

    [Fact]
    public async Task Reconcile_NewApi_RecordsSuccessOnce()
    {
        await _fixture.SyncAsync(AnApi());

        _fixture.Events.All.ShouldBe(["Normal UpdateSucceeded Update succeeded"]);
    }

    [Fact]
    public async Task Reconcile_NewApi_WritesOneStatus()
    {
        await _fixture.SyncAsync(AnApi());

        _fixture.Cluster.Writes.ShouldBe(["patch apidefinitions default/api"]);
    }

    [Fact]
    public async Task Reconcile_NothingChanged_NeitherCallsNorWritesNorTells()
    {
        await _fixture.SyncAsync(AnApi());
        var (writes, events) = (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count);

        await _fixture.ReconcileApiAsync();

        (_fixture.Apim.Imports.Count, _fixture.Cluster.Writes.Count(), _fixture.Events.All.Count).ShouldBe((1, writes, events));
    }

    [Fact]
    public async Task Reconcile_NothingChangedAfterRestart_DoesNotCall()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Restart(always: false);

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_SpecChanged_ImportsOnceMore()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();
        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Select(import => import.Body["version"]!.GetValue<string>()).ShouldBe(["1.0", "2.0"]);
    }

    [Fact]
    public async Task Reconcile_SpecChangedThereAndBack_ImportsAgain()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Metadata.Generation += 2);

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_OnlyMetadataChanged_DoesNotCall()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Metadata.Labels = new() { ["a"] = "b" });

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_ContextMovedToOtherEnvironment_ImportsThere()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ManagementContext>(OperatorFixture.ContextKey, context => context.Spec!.EnvironmentId = "OTHER");

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Select(import => import.Connection.EnvironmentId).ShouldBe(["ENV", "OTHER"]);
    }

    [Fact]
    public async Task Reconcile_ContextGotOtherCredentials_DoesNotCall()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ManagementContext>(OperatorFixture.ContextKey, context => context.Spec!.Auth!.BearerToken = "another");

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_ApimAnsweredWithOtherIds_DoesNotImportAgain()
    {
        _fixture.Apim.OnImport = import =>
        {
            var answer = FakeApim.Accept(import);
            answer.Id = "id-of-apim";
            answer.Plans = answer.Plans!.ToDictionary(plan => plan.Key, _ => "plan-id-of-apim");
            return answer;
        };
        await _fixture.SyncAsync(AnApi());

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_AfterAnAnswer_SendsTheIdsOfApim()
    {
        _fixture.Apim.OnImport = import =>
        {
            var answer = FakeApim.Accept(import);
            answer.Id = "id-of-apim";
            return answer;
        };
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports[1].Body["id"]!.GetValue<string>().ShouldBe("id-of-apim");
    }

    [Fact]
    public async Task Reconcile_ImportFails_IsRetriedAndTold()
    {
        _fixture.Apim.Failure = ApimErrors.Status(500);

        var result = await _fixture.SyncAsync(AnApi());

        result.ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message));
        _fixture.Events.All.ShouldHaveSingleItem().ShouldBe($"Warning UpdateFailed {_fixture.Apim.Failure.Message}");
    }

    [Fact]
    public async Task Reconcile_ApimAsksForPatience_WaitsThatLong()
    {
        _fixture.Apim.Failure = ApimErrors.Status(503) with { RetryAfter = Wait };

        (await _fixture.SyncAsync(AnApi())).ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message, Wait));
    }

    [Fact]
    public async Task Reconcile_SyncedApiFailsToImport_ForgetsWhatApimHolds()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        _fixture.Api.Status!.SyncHash.ShouldBeNull();
    }

    [Fact]
    public async Task Reconcile_ContextGoneAndBackAgain_SendsNothing()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Remove<ManagementContext>(OperatorFixture.ContextKey);
        await _fixture.ReconcileApiAsync();
        _fixture.Cluster.Put(AContext().Build());

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(1);
        _fixture.Api.Status!.ProcessingStatus.ShouldBe(ProcessingStatuses.Completed);
    }

    [Fact]
    public async Task Reconcile_ChangedAndBackAgainWhileTheContextIsGone_IsSentAgain()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "1.0");
        _fixture.Cluster.Remove<ManagementContext>(OperatorFixture.ContextKey);
        await _fixture.ReconcileApiAsync();
        _fixture.Cluster.Put(AContext().Build());

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_AfterAFailure_ImportsEvenWhatWasThereBefore()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");
        await _fixture.ReconcileApiAsync();
        _fixture.Apim.Failure = null;
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "1.0");

        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Reconcile_Retry_DoesNotTellOfAStartAgain()
    {
        _fixture.Cluster.Put(AnApi().Build());

        await _fixture.ReconcileApiAsync(failures: 1);

        _fixture.Events.Reasons.ShouldBe(["UpdateSucceeded"]);
    }

    [Fact]
    public async Task Reconcile_ApimRefusesTheDefinition_LooksAgainLater()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400);

        (await _fixture.SyncAsync(AnApi())).ShouldBe(ReconcileResult.After(TimeSpan.FromMinutes(10)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Reconcile_ApimRefusesTheContext_IsRetried(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        (await _fixture.SyncAsync(AnApi())).Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task Reconcile_HeldBackAfterAFailure_WritesAndTellsNothing()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.SyncAsync(AnApi());
        var (writes, events) = (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count);
        _fixture.Apim.Failure = ApimErrors.CircuitOpen(Wait);

        var result = await _fixture.ReconcileApiAsync(failures: 1);

        result.ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message, Wait));
        (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count).ShouldBe((writes, events));
    }

    [Fact]
    public async Task Reconcile_HeldBackAtFirst_SaysSo()
    {
        _fixture.Apim.Failure = ApimErrors.CircuitOpen(Wait);

        await _fixture.SyncAsync(AnApi());

        _fixture.Api.Status!.Conditions.Line(ConditionTypes.Ready).ShouldStartWith("False ControlPlaneError: ");
    }

    [Fact]
    public async Task Reconcile_NewSpecHeldBack_SaysSo()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.SyncAsync(AnApi());
        _fixture.Apim.Failure = ApimErrors.CircuitOpen(Wait);
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        _fixture.Api.Status!.ObservedGeneration.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_PolicySkip_DoesNothing()
    {
        var result = await _fixture.SyncAsync(AnApi().Annotated(AnnotationNames.ReconcilePolicy, ReconcilePolicies.Skip));

        result.ShouldBe(ReconcileResult.Done);
        (_fixture.Apim.Calls, _fixture.Cluster.Requests.Count, _fixture.Events.All.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Reconcile_TemplateForIngresses_IsNotSynced()
    {
        var result = await _fixture.SyncAsync(AnApi().Annotated(AnnotationNames.Template, "true"));

        result.ShouldBe(ReconcileResult.Done);
        (_fixture.Apim.Calls, _fixture.Events.All.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Reconcile_ContextIsMissing_IsRetriedWithoutACall()
    {
        var result = await _fixture.SyncAsync(AnApi().WithContext("absent"));

        result.Reason.ShouldNotBeNull().ShouldContain("management context [default/absent]");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_ContextIsMissing_TellsWhichField()
    {
        await _fixture.SyncAsync(AnApi().WithContext("absent"));

        _fixture.Events.All.ShouldHaveSingleItem().ShouldEndWith("(spec.contextRef)");
    }

    [Fact]
    public async Task Reconcile_ContextAppears_IsSynced()
    {
        await _fixture.SyncAsync(AnApi().WithContext("late"));
        _fixture.Cluster.Put(AContext("late").Build());

        (await _fixture.ReconcileApiAsync(failures: 1)).ShouldBe(ReconcileResult.Done);
        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ctx", "[[ secret ]]")]
    [InlineData("", null)]
    public async Task Reconcile_OnlyItsAuthorCanHelp_IsLeftAlone(string context, string? description)
    {
        var result = await _fixture.SyncAsync(AnApi().With(spec => (spec.ContextRef!.Name, spec.Description) = (context, description)));

        result.ShouldBe(ReconcileResult.Done);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_StrategyAlways_ImportsUnchangedApisOnce()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Restart(always: true);

        await _fixture.ReconcileApiAsync();
        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_StrategyAlwaysAndImportFails_IsStillDue()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Restart(always: true);
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.ReconcileApiAsync();
        _fixture.Apim.Failure = null;

        await _fixture.ReconcileApiAsync(failures: 1);
        await _fixture.ReconcileApiAsync();

        _fixture.Apim.Imports.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Reconcile_CachedObject_IsNotChanged()
    {
        var api = _fixture.Cluster.Put(AnApi().Build());

        await _fixture.ReconcileApiAsync();

        (api.Status, api.Spec!.Id, ObjectKey.Of(api)).ShouldBe((null, null, OperatorFixture.ApiKey));
    }
}
