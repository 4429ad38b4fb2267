using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Apis;

/// <summary>What gateways of this cluster read of <c>default/api</c>, as the reconcilers of both generations keep it.</summary>
public sealed class GatewayConfigMapsTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_LocalApi_StoresAConfigMapThatItOwns()
    {
        await _fixture.SyncAsync(Local());

        var meta = _fixture.ConfigMap!.Metadata;
        var owner = meta.OwnerReferences.ShouldHaveSingleItem();
        (owner.ApiVersion, owner.Kind, owner.Name, owner.Uid).ShouldBe((ApiGroup.ApiVersion, "ApiDefinition", "api", "uid-of-default-api"));
        meta.Labels.ShouldBe(new Dictionary<string, string> { ["managed-by"] = "gravitee.io", ["gio-type"] = "apidefinitions.gravitee.io" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Reconcile_LocalApiWithContext_TellsGatewaysTheIdsOfApim()
    {
        await _fixture.SyncAsync(Local());

        _fixture.Apim.Imports.Count.ShouldBe(1);
        _fixture.ConfigMap!.Data!["organizationId"].ShouldBe("org-id");
        Ready.ShouldBe($"True Synced: Synced to APIM as {_fixture.Api.Status!.Id} and handed to gateways through ConfigMaps");
    }

    [Fact]
    public async Task Reconcile_LocalApiWithoutContext_CallsNobody()
    {
        await _fixture.SyncAsync(LocalOnly());

        (_fixture.Apim.Calls, _fixture.ConfigMap!.Data!["organizationId"]).ShouldBe((0, "DEFAULT"));
        (_fixture.Api.Status!.Id, _fixture.Api.Status.OrganizationId, Ready)
            .ShouldBe(("uid-of-default-api", null, "True Synced: Handed to gateways through ConfigMaps"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reconcile_NothingChanged_DoesNothing(bool context)
    {
        await _fixture.SyncAsync(context ? Local() : LocalOnly());
        var before = _fixture.Traffic;

        await _fixture.ReconcileApiAsync();

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_V4NothingChanged_DoesNothing()
    {
        await _fixture.SyncAsync(AV4Api().SyncedFrom("KUBERNETES"));
        var before = _fixture.Traffic;

        await _fixture.ReconcileV4ApiAsync();

        _fixture.Traffic.ShouldBe(before);
        _fixture.ConfigMap!.Data!["apiDefinitionVersion"].ShouldBe("4.0.0");
    }

    [Fact]
    public async Task Reconcile_V4WithoutContext_HasNoIdThatWouldChangeHowItIsKnown()
    {
        await _fixture.SyncAsync(AV4Api().WithoutContext().SyncedFrom("KUBERNETES"));

        (_fixture.V4Api.Status!.Id, _fixture.Apim.Calls, _fixture.ConfigMap is not null).ShouldBe((null, 0, true));
    }

    [Fact]
    public async Task Reconcile_AfterARestart_ReadsOnceAndWritesNothing()
    {
        await _fixture.SyncAsync(LocalOnly());
        var restarted = new GatewayConfigMaps(_fixture.Cluster, (Informer<ConfigMapMetadata>)_fixture.Resolution.Stores.ConfigMaps);
        var wanted = (await _fixture.Resolution.Apis.ResolveAsync(_fixture.Api, CancellationToken.None)).Desired!.Gateway;
        _fixture.Cluster.Requests.Clear();

        await restarted.ReconcileAsync(_fixture.Api, wanted, CancellationToken.None);
        await restarted.ReconcileAsync(_fixture.Api, wanted, CancellationToken.None);

        _fixture.Cluster.Requests.ShouldBe(["get configmaps default/api"]);
    }

    [Fact]
    public async Task Reconcile_Edited_IsRepairedAndKeepsWhatOthersAdded()
    {
        await _fixture.SyncAsync(Local());
        var stored = _fixture.ConfigMap!.Data!["definition"];
        _fixture.Cluster.Edit<ConfigMap>(OperatorFixture.ApiKey, map =>
        {
            map.Data!["definition"] = "{}";
            map.Metadata.Labels = new() { ["team"] = "a" };
        });

        await _fixture.ReconcileApiAsync();

        _fixture.ConfigMap!.Data!["definition"].ShouldBe(stored);
        _fixture.ConfigMap.Metadata.Labels!.Keys.ShouldBe(["team", "managed-by", "gio-type"], ignoreOrder: true);
        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_SameContentWithAnAnnotationOfSomebody_IsLeftAlone()
    {
        await _fixture.SyncAsync(LocalOnly());
        _fixture.Cluster.Edit<ConfigMap>(OperatorFixture.ApiKey, map => map.Metadata.Annotations = new() { ["a"] = "b" });
        var writes = _fixture.Cluster.Writes.Count();

        await _fixture.ReconcileApiAsync();

        _fixture.Cluster.Writes.Count().ShouldBe(writes);
    }

    [Fact]
    public async Task Reconcile_Removed_IsStoredAgain()
    {
        await _fixture.SyncAsync(LocalOnly());
        _fixture.Cluster.Remove<ConfigMap>(OperatorFixture.ApiKey);
        await Eventually.TrueAsync(() => _fixture.Resolution.Stores.ConfigMaps.Get(OperatorFixture.ApiKey) is null);

        await _fixture.ReconcileApiAsync();

        _fixture.ConfigMap.ShouldNotBeNull();
    }

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
    public async Task Reconcile_Stopped_TakesItFromTheGateways()
    {
        await _fixture.SyncAsync(Local());
        Edit(spec => spec.State = ApiStates.Stopped);

        await _fixture.ReconcileApiAsync();

        (_fixture.ConfigMap, _fixture.Api.Status!.State).ShouldBe((null, ApiStates.Stopped));
    }

    [Fact]
    public async Task Reconcile_V4Stopped_TakesItFromTheGateways()
    {
        await _fixture.SyncAsync(AV4Api().WithoutContext().SyncedFrom("KUBERNETES"));
        _fixture.Cluster.Edit<ApiV4Definition>(OperatorFixture.ApiKey, api => api.Spec!.State = ApiStates.Stopped);

        await _fixture.ReconcileV4ApiAsync();

        _fixture.ConfigMap.ShouldBeNull();
    }

    [Fact]
    public async Task Reconcile_NoLongerLocal_TakesItFromTheGateways()
    {
        await _fixture.SyncAsync(Local());
        Edit(spec => spec.Local = false);

        await _fixture.ReconcileApiAsync();

        _fixture.ConfigMap.ShouldBeNull();
        Ready.ShouldBe($"True Synced: Synced to APIM as {_fixture.Api.Status!.Id}");
    }

    [Fact]
    public async Task Reconcile_V4NowFromApim_TakesItFromTheGateways()
    {
        await _fixture.SyncAsync(AV4Api().SyncedFrom("KUBERNETES"));
        _fixture.Cluster.Edit<ApiV4Definition>(OperatorFixture.ApiKey, api => api.Spec!.DefinitionContext!.SyncFrom = "MANAGEMENT");

        await _fixture.ReconcileV4ApiAsync();

        _fixture.ConfigMap.ShouldBeNull();
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
    public async Task Finalize_LocalApi_TakesItFromTheGatewaysFirst()
    {
        await _fixture.SyncAsync(LocalOnly());

        var result = await _fixture.FinalizeApiAsync(LocalOnly());

        (result.IsDone, _fixture.ConfigMap, _fixture.Apim.Calls).ShouldBe((true, null, 0));
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

    [Fact]
    public async Task Finalize_LocalApiThatGotAContextAtLast_LeavesApiOfThatIdInApimAlone()
    {
        await _fixture.SyncAsync(LocalOnly().With(spec => spec.Id = "somebody-elses"));
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api =>
        {
            api.Spec!.ContextRef = new NamespacedReference { Name = "ctx" };
            api.Metadata.DeletionTimestamp = _fixture.Time.GetUtcNow();
        });

        var result = await _fixture.FinalizeApiAgainAsync();

        (result.IsDone, _fixture.Apim.Deletions.Count).ShouldBe((true, 0));
    }

    private string Ready => _fixture.Api.Status!.Conditions.Line(ConditionTypes.Ready);

    private static ApiBuilder Local() => AnApi().With(spec => spec.Local = true);

    private static ApiBuilder LocalOnly() => Local().With(spec => spec.ContextRef = null);

    private void Edit(Action<ApiDefinitionSpec> change) =>
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => change(api.Spec!));
}
