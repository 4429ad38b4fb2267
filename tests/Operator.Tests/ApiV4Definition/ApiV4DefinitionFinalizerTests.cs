using Gko.Apim.Client;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiV4DefinitionFinalizerTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Finalize_MarkedApi_IsDeletedByItsHumanReadableId()
    {
        var result = await _fixture.FinalizeV4ApiAsync(Acknowledged().ManagedByHrid());

        result.ShouldBe(ReconcileResult.Done);
        _fixture.Apim.DeletionsV4.ShouldBe([("default-api", false)]);
    }

    [Fact]
    public async Task Finalize_ApiFromBeforeHumanReadableIds_IsDeletedByItsUuid()
    {
        await _fixture.FinalizeV4ApiAsync(Acknowledged());

        _fixture.Apim.DeletionsV4.ShouldBe([("id-of-apim", true)]);
    }

    [Fact]
    public async Task Finalize_ApimAnsweredWithAnotherIdThanTheAuthors_IsDeletedByThatOfApim()
    {
        await _fixture.FinalizeV4ApiAsync(Acknowledged().With(spec => spec.Id = "given"));

        _fixture.Apim.DeletionsV4.ShouldBe([("id-of-apim", true)]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Find_AnotherObjectHoldsTheSameApi_IsOursOnlyWhenThatOneGoesToo(bool goesToo, bool expected)
    {
        var kind = new ApiV4DefinitionKind(
            _fixture.Resolution.V4Apis, _fixture.Apim, new StatusWriter(_fixture.Cluster, "test"), _fixture.V4Apis);
        var other = Holder("a", "b-c");
        _fixture.Cluster.Put((goesToo ? other.Deleting() : other).Build());

        var found = kind.Find(_fixture.Cluster.Put(Holder("a-b", "c").Deleting().Build()));

        found.ShouldBe(expected ? new RemoteApi("a-b-c", IsUuid: false) : null);
    }

    [Fact]
    public async Task Finalize_ContextLeadsToAnotherEnvironmentByNow_DeletesNothingThere()
    {
        var result = await _fixture.FinalizeV4ApiAsync(Acknowledged().ManagedByHrid().WithStatus(status => status.EnvironmentId = "old-env"));

        result.ShouldBe(ReconcileResult.Done);
        _fixture.Apim.DeletionsV4.ShouldBeEmpty();
        _fixture.Events.All.ShouldContain(text => text.Contains("stays in APIM (org-id/old-env)"));
    }

    [Fact]
    public async Task Finalize_NeverAcknowledged_IsDeletedAllTheSame()
    {
        await _fixture.FinalizeV4ApiAsync(AV4Api());

        _fixture.Apim.DeletionsV4.ShouldBe([("default-api", false)]);
    }

    [Fact]
    public async Task Finalize_NeverAcknowledgedWithAnIdOfItsAuthor_IsNotDeletedInApim()
    {
        var result = await _fixture.FinalizeV4ApiAsync(AV4Api().With(spec => spec.Id = "somebody-elses"));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Finalize_NeverAcknowledgedAndAnotherHasTheSameId_IsNotDeletedInApim()
    {
        _fixture.Cluster.Put(AV4Api("c", "a-b").WithObject(api => api.Metadata.Uid = "another").Build());

        var result = await _fixture.FinalizeV4ApiAsync(AV4Api("b-c", "a").WithContext("ctx", "default"));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Finalize_AcknowledgedAndAnotherWaitsForTheSameId_IsDeleted()
    {
        _fixture.Cluster.Put(AV4Api("c", "a-b").WithObject(api => api.Metadata.Uid = "another").Build());

        await _fixture.FinalizeV4ApiAsync(
            AV4Api("b-c", "a").WithContext("ctx", "default").WithStatus(status => (status.Id, status.OrganizationId) = ("x", "org-id")).ManagedByHrid());

        _fixture.Apim.DeletionsV4.ShouldBe([("a-b-c", false)]);
    }

    [Fact]
    public async Task Finalize_TemplateThatWasNeverSynced_IsNotDeletedInApim()
    {
        var result = await _fixture.FinalizeV4ApiAsync(AV4Api().Annotated(AnnotationNames.Template, "true"));

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Finalize_AlreadyGoneInApim_IsDone()
    {
        _fixture.Apim.OnDeleteV4 = _ => DeleteOutcome.AlreadyGone;

        (await _fixture.FinalizeV4ApiAsync(Acknowledged().ManagedByHrid())).ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public async Task Finalize_ApimFails_WaitsAndKeepsTheMark()
    {
        _fixture.Apim.Failure = ApimErrors.Status(500);

        var result = await _fixture.FinalizeV4ApiAsync(Acknowledged().ManagedByHrid());

        result.IsDone.ShouldBeFalse();
        var conditions = _fixture.V4Api.Status!.Conditions;
        conditions.Line(ConditionTypes.Ready).ShouldStartWith("False DeletionBlocked: cannot delete API [default/api] from APIM: ");
        conditions.Line(ConditionTypes.AutomationApiManaged).ShouldStartWith("True ");
    }

    [Theory]
    [InlineData(ReconcilePolicies.DetachOnDelete)]
    [InlineData(ReconcilePolicies.Skip)]
    public async Task Finalize_PolicyLeavesItInApim_CallsNobody(string policy)
    {
        var result = await _fixture.FinalizeV4ApiAsync(Acknowledged().Annotated(AnnotationNames.ReconcilePolicy, policy));

        result.IsDone.ShouldBeTrue();
        _fixture.Traffic.ShouldBe((0, 0, 0));
    }

    private static ApiV4Builder Holder(string ns, string name) => AV4Api(name, ns)
        .WithObject(api => api.Metadata.Uid = $"{ns}/{name}")
        .ManagedByHrid()
        .WithStatus(status => (status.Id, status.OrganizationId, status.EnvironmentId) = ("id-of-both", "org-id", "env-id"));

    private static ApiV4Builder Acknowledged() =>
        AV4Api().WithStatus(status => (status.Id, status.OrganizationId) = ("id-of-apim", "org-id"));
}
