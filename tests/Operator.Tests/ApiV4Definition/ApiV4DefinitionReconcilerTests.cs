using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiV4DefinitionReconcilerTests : IAsyncLifetime
{
    private const string Marked = "True AutomationAPIManaged: ";

    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_NewApi_IsSentUnderItsHumanReadableId()
    {
        var result = await _fixture.SyncAsync(AV4Api());

        result.ShouldBe(ReconcileResult.Done);
        var import = _fixture.Apim.ImportsV4.ShouldHaveSingleItem();
        (import.Body["hrid"]!.GetValue<string>(), import.IsUuid, import.DryRun).ShouldBe(("default-api", false, false));
    }

    [Fact]
    public async Task Reconcile_NewApi_StoresTheAnswerAndTheMarkInOneWrite()
    {
        await _fixture.SyncAsync(AV4Api());

        var status = _fixture.V4Api.Status!;
        (status.OrganizationId, status.EnvironmentId, status.State).ShouldBe(("org-id", "env-id", ApiStates.Started));
        status.Id.ShouldNotBeNullOrEmpty();
        Mark.ShouldBe(Marked);
        _fixture.Cluster.Writes.ShouldBe(["patch apiv4definitions default/api"]);
    }

    [Fact]
    public async Task Reconcile_NothingChanged_NeitherCallsNorWritesNorTells()
    {
        await _fixture.SyncAsync(AV4Api());
        var before = _fixture.Traffic;

        await _fixture.ReconcileV4ApiAsync();

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_NothingChangedAfterARestart_DoesNothing()
    {
        await _fixture.SyncAsync(AV4Api());
        _fixture.Restart(always: false);
        var before = _fixture.Traffic;

        await _fixture.ReconcileV4ApiAsync();

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_LabelsAndAnnotationsChanged_DoesNothing()
    {
        await _fixture.SyncAsync(AV4Api());
        var before = _fixture.Traffic;
        _fixture.Cluster.Edit<ApiV4Definition>(OperatorFixture.ApiKey, api =>
        {
            api.Metadata.Labels = new() { ["a"] = "b" };
            api.Metadata.Annotations = new() { ["c"] = "d" };
        });

        await _fixture.ReconcileV4ApiAsync();

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_IdOfItsAuthor_IsSentAsUuidAndNotMarked()
    {
        await _fixture.SyncAsync(AV4Api().With(spec => spec.Id = "given"));

        var import = _fixture.Apim.ImportsV4.ShouldHaveSingleItem();
        (import.Body["hrid"]!.GetValue<string>(), import.IsUuid).ShouldBe(("given", true));
        (_fixture.V4Api.Status!.Id, Mark).ShouldBe(("given", "absent"));
    }

    [Fact]
    public async Task Reconcile_IdFromBeforeHumanReadableIds_IsKept()
    {
        await _fixture.SyncAsync(AV4Api().WithStatus(status => (status.Id, status.OrganizationId) = ("old", "org-id")));

        var import = _fixture.Apim.ImportsV4.ShouldHaveSingleItem();
        (import.Body["hrid"]!.GetValue<string>(), import.IsUuid, Mark).ShouldBe(("old", true, "absent"));
    }

    [Fact]
    public async Task Reconcile_IdWrittenAfterTheFirstSync_DoesNotMakeASecondApi()
    {
        await _fixture.SyncAsync(AV4Api());
        Edit(spec => spec.Id = "afterthought");

        await _fixture.ReconcileV4ApiAsync();

        _fixture.Apim.ImportsV4.ShouldAllBe(import => !import.IsUuid && import.Body["hrid"]!.GetValue<string>() == "default-api");
        _fixture.Apim.ImportsV4.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Reconcile_ApimFails_KeepsTheMarkAndTheIds(int code)
    {
        await _fixture.SyncAsync(AV4Api());
        var id = _fixture.V4Api.Status!.Id;
        _fixture.Apim.Failure = ApimErrors.Status(code);
        Edit(spec => spec.Version = "2.0");

        await _fixture.ReconcileV4ApiAsync();

        (Mark, _fixture.V4Api.Status!.Id, _fixture.V4Api.Status.SyncHash).ShouldBe((Marked, id, null));
    }

    [Theory]
    [InlineData("absent", null)]
    [InlineData("ctx", "[[ nonsense ]]")]
    public async Task Reconcile_CannotBeResolved_KeepsTheMark(string context, string? description)
    {
        await _fixture.SyncAsync(AV4Api());
        Edit(spec => (spec.ContextRef!.Name, spec.Description) = (context, description));

        await _fixture.ReconcileV4ApiAsync();

        Mark.ShouldBe(Marked);
    }

    [Fact]
    public async Task Reconcile_StoredButTheAnswerWasLost_IsSentUnderTheSameId()
    {
        _fixture.Apim.OnImportV4 = _ => ApimErrors.NoAnswer();
        await _fixture.SyncAsync(AV4Api());
        _fixture.Apim.OnImportV4 = import => FakeApim.AcceptV4(import);

        await _fixture.ReconcileV4ApiAsync(failures: 1);

        _fixture.Apim.ImportsV4.Select(import => (import.Body["hrid"]!.GetValue<string>(), import.IsUuid)).Distinct()
            .ShouldBe([("default-api", false)]);
        Mark.ShouldBe(Marked);
    }

    [Fact]
    public async Task Reconcile_NoContextAndNoGateways_IsAnIllegalState()
    {
        var result = await _fixture.SyncAsync(AV4Api().WithoutContext());

        (result.IsDone, _fixture.Apim.Calls, _fixture.ConfigMap).ShouldBe((true, 0, null));
        _fixture.V4Api.Status!.Conditions.Line(ConditionTypes.Accepted).ShouldStartWith("False IllegalStateError: ");
    }

    [Fact]
    public async Task Reconcile_OlderApiHasTheSameHumanReadableId_IsNotSent()
    {
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        _fixture.Cluster.Put(AV4Api("c", "a-b").WithContext("ctx", "default").WithObject(api => api.Metadata.CreationTimestamp = noon).Build());

        var result = await _fixture.SyncAsync(
            AV4Api("b-c", "a").WithContext("ctx", "default").WithObject(api => api.Metadata.CreationTimestamp = noon.AddHours(1)));

        (result.Reason!, _fixture.Apim.Calls).ShouldBe(
            ("API [a/b-c] would overwrite API [a-b/c] in APIM, which knows both as [a-b-c]: give one of them another name", 0));
    }

    [Fact]
    public async Task Reconcile_PolicySkip_DoesNothing()
    {
        await _fixture.SyncAsync(AV4Api().Annotated(AnnotationNames.ReconcilePolicy, ReconcilePolicies.Skip));

        _fixture.Traffic.ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Reconcile_Template_IsNotSynced()
    {
        await _fixture.SyncAsync(AV4Api().Annotated(AnnotationNames.Template, "true"));

        (_fixture.Apim.Calls, _fixture.V4Api.Status!.ProcessingStatus, Mark).ShouldBe((0, ProcessingStatuses.Completed, "absent"));
    }

    private string Mark => _fixture.V4Api.Status!.Conditions.Line(ConditionTypes.AutomationApiManaged);

    private void Edit(Action<ApiV4DefinitionSpec> change) =>
        _fixture.Cluster.Edit<ApiV4Definition>(OperatorFixture.ApiKey, api => change(api.Spec!));
}
