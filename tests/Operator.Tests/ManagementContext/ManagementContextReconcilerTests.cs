using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ManagementContextReconcilerTests : IAsyncLifetime
{
    private const string Accepted = "True Accepted: Successfully reconciled";
    private const string AllResolved = "True ResolvedRefs: All References successfully resolved";

    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_ApimAnswers_IsReady()
    {
        var result = await _fixture.ReconcileContextAsync();

        result.ShouldBe(ReconcileResult.After(TimeSpan.FromMinutes(1)));
        ShouldSay("True Connected: APIM at https://apim.example.com answers for ORG/ENV", Accepted, AllResolved);
        _fixture.Context.Status!.ObservedGeneration.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_OtherCallsSucceedMeanwhile_DoesNotAsk()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.LastSuccess = TimeSpan.FromSeconds(20);

        var result = await _fixture.ReconcileContextAsync();

        result.ShouldBe(ReconcileResult.After(TimeSpan.FromSeconds(40)));
        _fixture.Apim.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_LastSuccessIsLongAgo_AsksAgain()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.LastSuccess = TimeSpan.FromSeconds(61);

        await _fixture.ReconcileContextAsync();

        _fixture.Apim.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_ContextChangedSinceTheLastSuccess_AsksForTheNewOne()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.LastSuccess = TimeSpan.Zero;
        _fixture.Cluster.Edit<ManagementContext>(OperatorFixture.ContextKey, context => context.Spec!.EnvironmentId = "OTHER");

        await _fixture.ReconcileContextAsync();

        _fixture.Apim.Pings[^1].EnvironmentId.ShouldBe("OTHER");
    }

    [Fact]
    public async Task Reconcile_ApimAnswers_TellsNobody()
    {
        await _fixture.ReconcileContextAsync();

        _fixture.Events.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_NothingChanged_WritesNothing()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(1));

        await _fixture.ReconcileContextAsync();

        _fixture.Cluster.Writes.Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(401, "BadCredentials")]
    [InlineData(400, "Rejected")]
    [InlineData(503, "ServerError")]
    public async Task Reconcile_ApimRefuses_IsAcceptedButNotReady(int status, string reason)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var result = await _fixture.ReconcileContextAsync();

        result.ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message));
        ShouldSay($"False {reason}: {_fixture.Apim.Failure.Message}", Accepted, AllResolved);
    }

    [Fact]
    public async Task Reconcile_ApimRefuses_TellsTheUser()
    {
        _fixture.Apim.Failure = ApimErrors.Status(401);

        await _fixture.ReconcileContextAsync();

        _fixture.Events.All.ShouldBe([$"Warning UpdateFailed {_fixture.Apim.Failure.Message}"]);
    }

    [Fact]
    public async Task Reconcile_ApimAnswersAgain_IsReadyAgain()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.Failure = null;

        await _fixture.ReconcileContextAsync();

        Line(ConditionTypes.Ready).ShouldStartWith("True Connected: ");
    }

    [Fact]
    public async Task Reconcile_HeldBackAfterAFailure_WritesAndTellsNothing()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.Failure = ApimErrors.CircuitOpen(TimeSpan.FromSeconds(7));

        var result = await _fixture.ReconcileContextAsync();

        result.ShouldBe(ReconcileResult.Retry(_fixture.Apim.Failure.Message, TimeSpan.FromSeconds(7)));
        (_fixture.Cluster.Writes.Count(), _fixture.Events.All.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Reconcile_HeldBackWhileReady_IsNotReadyAnyMore()
    {
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.Failure = ApimErrors.CircuitOpen();

        await _fixture.ReconcileContextAsync();

        Line(ConditionTypes.Ready).ShouldStartWith("False CircuitOpen: ");
    }

    [Fact]
    public async Task Reconcile_ChangedContextHeldBack_SaysSo()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.ReconcileContextAsync();
        _fixture.Apim.Failure = ApimErrors.CircuitOpen();
        _fixture.Cluster.Edit<ManagementContext>(OperatorFixture.ContextKey, context => context.Spec!.Path = "/rest");

        await _fixture.ReconcileContextAsync();

        _fixture.Context.Status!.ObservedGeneration.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_SecretIsMissing_IsNotAcceptedAndRetried()
    {
        _fixture.Cluster.Put(AContext().WithSecret("absent").Build());

        var result = await _fixture.ReconcileContextAsync();

        result.Reason.ShouldNotBeNull();
        Line(ConditionTypes.Accepted).ShouldBe("False ReconcileFailed: ReconcileFailed");
        Line(ConditionTypes.ResolvedRefs).ShouldStartWith("False ResolvedRefs: secret [default/absent] doesn't exist in the cluster");
        Line(ConditionTypes.Ready).ShouldEndWith("(spec.auth.secretRef)");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_AddressIncomplete_IsLeftToItsAuthor()
    {
        _fixture.Cluster.Put(AContext().With(spec => spec.BaseUrl = "").Build());

        var result = await _fixture.ReconcileContextAsync();

        result.ShouldBe(ReconcileResult.Done);
        Line(ConditionTypes.Accepted).ShouldStartWith("False IllegalStateError: spec.baseUrl is empty");
        Line(ConditionTypes.ResolvedRefs).ShouldBe(AllResolved);
    }

    [Fact]
    public async Task Reconcile_Template_IsACompileTemplateError()
    {
        _fixture.Cluster.Put(AContext().With(spec => spec.BaseUrl = "[[ secret ]]").Build());

        await _fixture.ReconcileContextAsync();

        Line(ConditionTypes.Accepted).ShouldStartWith("False CompileTemplateError: ");
    }

    [Fact]
    public async Task Reconcile_PolicySkip_DoesNothing()
    {
        _fixture.Cluster.Put(AContext().Annotated(AnnotationNames.ReconcilePolicy, ReconcilePolicies.Skip).Build());

        var result = await _fixture.ReconcileContextAsync();

        (result.IsDone, _fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Reconcile_AnyOutcome_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.Status(401);

        await _fixture.ReconcileContextAsync();

        $"{Line(ConditionTypes.Ready)} {string.Join(' ', _fixture.Events.All)}".ShouldNotContain(ContextBuilder.Token);
    }

    private string Line(string type) => _fixture.Context.Status!.Conditions.Line(type);

    private void ShouldSay(string ready, string accepted, string resolved) =>
        new[] { Line(ConditionTypes.Ready), Line(ConditionTypes.Accepted), Line(ConditionTypes.ResolvedRefs) }
            .ShouldBe([ready, accepted, resolved]);
}
