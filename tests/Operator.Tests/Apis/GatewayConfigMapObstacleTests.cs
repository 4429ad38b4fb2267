using Gko.Contracts.Wire;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Apis;

/// <summary>What keeps an API from gateways of this cluster, and what must not come of that.</summary>
public sealed class GatewayConfigMapObstacleTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_NamesakeOfSomebodyElse_IsNotTouched()
    {
        var foreign = _fixture.Cluster.Put(AConfigMap("api").WithKey("a", "b").Build());

        var result = await _fixture.SyncAsync(LocalOnly());

        _fixture.ConfigMap.ShouldBeSameAs(foreign);
        result.Reason!.ShouldStartWith("ConfigMap [default/api], from which gateways would read this API, exists already");
        Ready.ShouldContain("does not belong to this ApiDefinition: delete or rename the ConfigMap, or rename the API");
        _fixture.Events.Reasons.ShouldBe([EventReasons.UpdateFailed]);
    }

    [Fact]
    public async Task Reconcile_NamesakeInTheWay_KeepsWhatApimTookAndDoesNotSendItAgain()
    {
        _fixture.Cluster.Put(AConfigMap("api").Build());

        await _fixture.SyncAsync(Local());
        await _fixture.ReconcileApiAsync(failures: 1);

        _fixture.Apim.Imports.Count.ShouldBe(1);
        (_fixture.Api.Status!.Id, _fixture.Api.Status.OrganizationId, _fixture.Api.Status.ProcessingStatus)
            .ShouldBe(("uid-of-default-api", "org-id", ProcessingStatuses.Failed));
    }

    [Fact]
    public async Task Reconcile_NamesakeInTheWayWithStrategyAlways_IsSentOnlyOnce()
    {
        _fixture.Restart(always: true);
        _fixture.Cluster.Put(AConfigMap("api").Build());

        await _fixture.SyncAsync(Local());
        await _fixture.ReconcileApiAsync(failures: 1);

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_NamesakeIsGoneAgain_IsSyncedWithoutACall()
    {
        _fixture.Cluster.Put(AConfigMap("api").Build());
        await _fixture.SyncAsync(Local());
        _fixture.Cluster.Remove<ConfigMap>(OperatorFixture.ApiKey);

        var result = await _fixture.ReconcileApiAsync(failures: 1);

        (result.IsDone, _fixture.Apim.Imports.Count, Ready.StartsWith("True Synced: ", StringComparison.Ordinal)).ShouldBe((true, 1, true));
    }

    [Fact]
    public async Task Reconcile_ApiServerRefusesConfigMaps_SaysSoAndDoesNotSendAgain()
    {
        _fixture.Cluster.Forbid<ConfigMap>();

        var result = await _fixture.SyncAsync(Local());
        await _fixture.ReconcileApiAsync(failures: 1);

        result.IsDone.ShouldBeFalse();
        Ready.ShouldContain("ConfigMap [default/api], from which gateways read this API, cannot be written: 403");
        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_NamesakeOfSomebodyElse_StaysWhenTheApiNeedsNone()
    {
        _fixture.Cluster.Put(AConfigMap("api").Build());

        await _fixture.SyncAsync(AnApi());

        (_fixture.ConfigMap is not null, _fixture.Cluster.Writes.Contains("delete configmaps default/api")).ShouldBe((true, false));
    }

    [Fact]
    public async Task Reconcile_ApiRecreated_DoesNotTakeThePredecessorsConfigMapForItsOwn()
    {
        await _fixture.SyncAsync(AV4Api().WithoutContext().SyncedFrom("KUBERNETES"));
        var again = AV4Api().WithoutContext().SyncedFrom("KUBERNETES").WithObject(api => api.Metadata.Uid = "another").Build();
        var wanted = (await _fixture.Resolution.V4Apis.ResolveAsync(again, CancellationToken.None)).Desired!.Gateway;

        var obstacle = await _fixture.Gateways.ReconcileAsync(again, wanted, CancellationToken.None);

        obstacle!.Message.ShouldContain("does not belong to this ApiV4Definition");
    }

    [Fact]
    public async Task Finalize_ApiServerRefuses_SaysSo()
    {
        await _fixture.SyncAsync(LocalOnly());
        _fixture.Cluster.Forbid<ConfigMap>();

        var result = await _fixture.FinalizeApiAsync(LocalOnly());

        result.IsDone.ShouldBeFalse();
        Ready.ShouldStartWith("False DeletionBlocked: cannot delete API [default/api]: ConfigMap [default/api]");
    }

    private string Ready => _fixture.Api.Status!.Conditions.Line(ConditionTypes.Ready);

    private static ApiBuilder Local() => AnApi().With(spec => spec.Local = true);

    private static ApiBuilder LocalOnly() => Local().With(spec => spec.ContextRef = null);
}
