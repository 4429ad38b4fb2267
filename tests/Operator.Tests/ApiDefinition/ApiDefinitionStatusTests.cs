using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiDefinitionStatusTests : IAsyncLifetime
{
    private const string AllResolved = "True ResolvedRefs: All References successfully resolved";

    private OperatorFixture _fixture = null!;

    private ApiDefinitionStatus Status => _fixture.Api.Status!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Synced_Conditions_SayWhatUpstreamSaysAndReady()
    {
        await _fixture.SyncAsync(AnApi().With(spec => spec.Id = "the-id"));

        ShouldSay("True Synced: Synced to APIM as the-id", "True Accepted: Successfully reconciled", AllResolved);
    }

    [Fact]
    public async Task Synced_Conditions_StandInAFixedOrder()
    {
        await _fixture.SyncAsync(AnApi());

        Status.Conditions!.Select(condition => condition.Type).ShouldBe(["Ready", "Accepted", "ResolvedRefs"]);
    }

    [Fact]
    public async Task Synced_Answer_IsStored()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus
        {
            OrganizationId = "o", EnvironmentId = "e", Id = "i", CrossId = "c", State = "STOPPED", Plans = new() { ["p"] = "q" },
        };

        await _fixture.SyncAsync(AnApi());

        (Status.OrganizationId, Status.EnvironmentId, Status.Id, Status.CrossId, Status.State, Status.Plans!["p"])
            .ShouldBe(("o", "e", "i", "c", "STOPPED", "q"));
    }

    [Fact]
    public async Task Synced_AnswerSaysLittle_IsCompletedWithWhatWasSent()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus();

        await _fixture.SyncAsync(AnApi());

        (Status.OrganizationId, Status.EnvironmentId, Status.Id, Status.State).ShouldBe(("ORG", "ENV", "uid-of-default-api", "STARTED"));
    }

    [Fact]
    public async Task Synced_Pass_IsCompletedForThisGeneration()
    {
        await _fixture.SyncAsync(AnApi());

        (Status.ProcessingStatus, Status.ObservedGeneration).ShouldBe(("Completed", 1));
        Status.Conditions!.ShouldAllBe(condition => condition.ObservedGeneration == 1);
    }

    [Fact]
    public async Task Synced_StoppedApi_SaysSo()
    {
        await _fixture.SyncAsync(AnApi().With(spec => (spec.Id, spec.State) = ("the-id", ApiStates.Stopped)));

        Line(ConditionTypes.Ready).ShouldBe("True Synced: Synced to APIM as the-id, stopped");
    }

    [Fact]
    public async Task Synced_ApimRemarks_AreKept()
    {
        _fixture.Apim.OnImport = import =>
        {
            var answer = FakeApim.Accept(import);
            answer.Errors = new ImportErrors { Severe = [], Warning = ["odd"] };
            return answer;
        };

        await _fixture.SyncAsync(AnApi());

        Status.Errors!.Warning.ShouldBe(["odd"]);
        Status.Errors.Severe.ShouldBeNull();
    }

    [Fact]
    public async Task Synced_GroupIsMissing_IsAcceptedButNotReady()
    {
        await _fixture.SyncAsync(AnApi().With(spec => (spec.Id, spec.GroupRefs) = ("the-id", [new() { Name = "devs" }])));

        ShouldSay(
            "False GroupNotFound: Synced to APIM as the-id, but Group default/devs could not be found (spec.groupRefs[0])",
            "True Accepted: Successfully reconciled",
            "False GroupNotFound: Group default/devs could not be found (spec.groupRefs[0])");
    }

    [Fact]
    public async Task Failed_ApimRefuses_IsAControlPlaneError()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400);
        var message = _fixture.Apim.Failure.Message;

        await _fixture.SyncAsync(AnApi());

        ShouldSay($"False ControlPlaneError: {message}", $"False ControlPlaneError: {message}", AllResolved);
        Status.ProcessingStatus.ShouldBe("Failed");
    }

    [Fact]
    public async Task Failed_ReferenceIsMissing_SaysWhatUpstreamSays()
    {
        await _fixture.SyncAsync(AnApi().WithContext("absent"));

        Line(ConditionTypes.Accepted).ShouldBe("False ReconcileFailed: ReconcileFailed");
        Line(ConditionTypes.ResolvedRefs).ShouldStartWith(
            "False ResolvedRefs: resource [api] references management context [default/absent] that doesn't exist in the cluster");
        Line(ConditionTypes.Ready).ShouldStartWith("False UnresolvedReference: resource [api] references management context");
        Status.ProcessingStatus.ShouldBe("Failed");
    }

    [Fact]
    public async Task Failed_NoContext_IsAnIllegalState()
    {
        await _fixture.SyncAsync(AnApi().With(spec => spec.ContextRef = null));

        Line(ConditionTypes.Accepted).ShouldStartWith("False IllegalStateError: API [default/api] is not local and has no context");
        Line(ConditionTypes.Accepted).ShouldEndWith("(spec.contextRef)");
        Line(ConditionTypes.ResolvedRefs).ShouldBe(AllResolved);
    }

    [Fact]
    public async Task Failed_Template_IsACompileTemplateError()
    {
        await _fixture.SyncAsync(AnApi().With(spec => spec.Version = "[[ secret ]]"));

        Line(ConditionTypes.Accepted).ShouldStartWith("False CompileTemplateError: ");
        Line(ConditionTypes.Ready).ShouldEndWith("(spec.version)");
        Line(ConditionTypes.ResolvedRefs).ShouldBe(AllResolved);
    }

    [Fact]
    public async Task Failed_SyncedBefore_KeepsTheIds()
    {
        await _fixture.SyncAsync(AnApi());
        var before = Status;
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        (Status.Id, Status.CrossId, Status.OrganizationId, Status.Plans!.Count)
            .ShouldBe((before.Id, before.CrossId, before.OrganizationId, before.Plans!.Count));
    }

    [Fact]
    public async Task Failed_AndThenSynced_SaysNothingOfTheFailure()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        await _fixture.SyncAsync(AnApi().With(spec => spec.Id = "the-id"));
        _fixture.Apim.Failure = null;

        await _fixture.ReconcileApiAsync(failures: 1);

        ShouldSay("True Synced: Synced to APIM as the-id", "True Accepted: Successfully reconciled", AllResolved);
        Status.ProcessingStatus.ShouldBe("Completed");
    }

    [Fact]
    public async Task Template_Conditions_SayThatItIsOne()
    {
        await _fixture.SyncAsync(AnApi().Annotated(AnnotationNames.Template, "true"));

        ShouldSay("True Template: A template for ingresses; it is not synced to APIM", "True Accepted: Successfully reconciled", AllResolved);
        Status.ProcessingStatus.ShouldBe("Completed");
    }

    [Fact]
    public async Task AnyPass_ConditionOfOthers_IsKept()
    {
        var foreign = Conditions.True(ConditionTypes.AutomationApiManaged, "AutomationAPIManaged", "");

        await _fixture.SyncAsync(AnApi().WithStatus(status => status.Conditions = [foreign]));

        Line(ConditionTypes.AutomationApiManaged).ShouldBe("True AutomationAPIManaged: ");
    }

    [Fact]
    public async Task AnyPass_SubscriptionCountOfOthers_IsKept()
    {
        await _fixture.SyncAsync(AnApi().WithStatus(status => status.Subscriptions = 3));

        Status.Subscriptions.ShouldBe(3);
    }

    [Fact]
    public async Task TransitionTime_SameConditionLater_Stays()
    {
        await _fixture.SyncAsync(AnApi());
        var before = TimeOf(ConditionTypes.Ready);
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        TimeOf(ConditionTypes.Ready).ShouldBe(before);
    }

    [Fact]
    public async Task TransitionTime_OtherCondition_IsNow()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        _fixture.Apim.Failure = ApimErrors.NoAnswer();
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2.0");

        await _fixture.ReconcileApiAsync();

        TimeOf(ConditionTypes.Ready).ShouldBe(_fixture.Time.GetUtcNow());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task AnyPass_StatusAndEvents_HoldNoSecret(int? failure)
    {
        _fixture.Apim.Failure = failure is { } status ? ApimErrors.Status(status) : null;

        await _fixture.SyncAsync(AnApi());

        string.Join('\n', Status.Conditions!.Select(condition => condition.Message).Concat(_fixture.Events.All))
            .ShouldNotContain(ContextBuilder.Token);
    }

    private DateTimeOffset? TimeOf(string type) => Conditions.Find(Status.Conditions, type)!.LastTransitionTime;

    private string Line(string type) => Status.Conditions.Line(type);

    private void ShouldSay(string ready, string accepted, string resolved) =>
        new[] { Line(ConditionTypes.Ready), Line(ConditionTypes.Accepted), Line(ConditionTypes.ResolvedRefs) }
            .ShouldBe([ready, accepted, resolved]);
}
