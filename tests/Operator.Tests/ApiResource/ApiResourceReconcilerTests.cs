using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiResourceReconcilerTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = new("default", "cache");

    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_TemplateProblemIsSolved_SaysSo()
    {
        await SyncAsync(AnApiResource().WithConfiguration("""{"host":"[[ configmap \"late/host\" ]]"}"""));
        _fixture.Cluster.Put(AConfigMap("late").WithKey("host", "redis").Build());

        await _fixture.ReconcileResourceAsync(Key);

        Line(ConditionTypes.Ready).ShouldStartWith("True ");
    }

    [Fact]
    public async Task Reconcile_TemplateReadsWhatIsMissing_IsRetriedAndTold()
    {
        var result = await SyncAsync(AnApiResource().WithConfiguration("""{"host":"[[ configmap \"absent/host\" ]]"}"""));

        result.IsDone.ShouldBeFalse();
        Line(ConditionTypes.Ready).ShouldStartWith("False UnresolvedReference: ");
        _fixture.Events.All.ShouldHaveSingleItem().ShouldStartWith("Warning UpdateFailed ");
    }

    [Fact]
    public async Task Reconcile_Usable_SaysSo()
    {
        var result = await SyncAsync(AnApiResource());

        result.ShouldBe(ReconcileResult.Done);
        (Line(ConditionTypes.Ready), Line(ConditionTypes.Accepted), Line(ConditionTypes.ResolvedRefs)).ShouldBe((
            "True Accepted: APIs can refer to this resource",
            "True Accepted: Successfully reconciled",
            "True ResolvedRefs: All References successfully resolved"));
    }

    [Fact]
    public async Task Reconcile_NothingChanged_DoesNothing()
    {
        await SyncAsync(AnApiResource());
        var before = _fixture.Traffic;

        await _fixture.ReconcileResourceAsync(Key);

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_TemplateIsWrong_WaitsForAChange()
    {
        var result = await SyncAsync(AnApiResource().WithConfiguration("""{"host":"[[ nonsense ]]"}"""));

        result.IsDone.ShouldBeTrue();
        Line(ConditionTypes.Ready).ShouldStartWith("False CompileTemplateError: ");
    }

    [Fact]
    public async Task Reconcile_PolicySkip_DoesNothing()
    {
        var resource = AnApiResource().Build();
        resource.Metadata.Annotations = new() { [AnnotationNames.ReconcilePolicy] = ReconcilePolicies.Skip };
        _fixture.Cluster.Put(resource);

        await _fixture.ReconcileResourceAsync(Key);

        _fixture.Traffic.ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Finalize_NobodyUsesIt_IsDone()
    {
        _fixture.Cluster.Put(AnApiResource().Build());
        _fixture.Cluster.Put(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "another" } }]).Build());

        (await _fixture.FinalizeResourceAsync(Key)).ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public async Task Finalize_ApisUseIt_WaitsAndNamesThem()
    {
        _fixture.Cluster.Put(AnApiResource().Build());
        _fixture.Cluster.Put(AnApi("one").With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]).Build());
        _fixture.Cluster.Put(AV4Api("two", "other").With(
            spec => spec.Resources = [new() { Ref = new() { Name = "cache", Namespace = "default" } }]).Build());

        var result = await _fixture.FinalizeResourceAsync(Key);

        const string Message = "1 ApiDefinition (default/one) and 1 ApiV4Definition (other/two) still use this resource; "
            + "delete them, or remove the reference from their spec.resources";
        result.ShouldBe(ReconcileResult.Retry(Message));
        Line(ConditionTypes.Ready).ShouldBe($"False DeletionBlocked: {Message}");
        _fixture.Events.All.ShouldBe([$"Warning DeleteFailed {Message}"]);
    }

    private Task<ReconcileResult> SyncAsync(ApiResourceBuilder resource)
    {
        _fixture.Cluster.Put(resource.Build());
        return _fixture.ReconcileResourceAsync(Key);
    }

    private string Line(string type) => _fixture.Cluster.Peek<ApiResource>(Key)!.Status!.Conditions.Line(type);
}
