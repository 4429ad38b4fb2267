using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class SharedPolicyGroupAdmissionTests : IAsyncLifetime
{
    private const string Absent =
        $"resource [policies] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}";

    private static readonly Rule<AdmissionContext<SharedPolicyGroup>>[] Table =
    [
        new("1.9 C complete", Requests.Create(APolicyGroup())),
        new("0.2 C template without its source", Requests.Create(With(group => group.Name = "[[ secret `missing/k` ]]")), TemplateTexts.NoSource("spec.name", "secret [default/missing]"), "spec.name"),
        new("0.3 C context that does not exist", Requests.Create(With(group => group.ContextRef!.Name = "absent")), Absent, "spec.contextRef"),
        new("F1 C without a context", Requests.Create(With(group => group.ContextRef = null)),
            "no managementcontexts reference to resolve in namespace default: name a ManagementContext in spec.contextRef", "spec.contextRef"),
        new("1.9 U other steps", Requests.Update(APolicyGroup(), With(group => group.Steps = []))),
        new("0.3 U context that does not exist, and another phase", Requests.Update(
            With(group => group.ContextRef!.Name = "absent"), With(group => (group.ContextRef!.Name, group.Phase) = ("absent", PolicyGroupPhases.Response))),
            Absent, "spec.contextRef"),
        new("SP-1 U cross id added", Requests.Update(APolicyGroup(), With(group => group.CrossId = "mine")),
            "can not change Shared Policy Group [cross-id] CrossID, once it is created", "spec.crossId"),
        new("SP-1 U cross id emptied", Requests.Update(With(group => group.CrossId = "mine"), APolicyGroup()),
            "can not change Shared Policy Group [cross-id] CrossID, once it is created", "spec.crossId"),
        new("SP-1 U empty cross id left out", Requests.Update(With(group => group.CrossId = ""), APolicyGroup())),
        new("SP-2 U another API type", Requests.Update(APolicyGroup(), With(group => group.ApiType = ApiTypes.Message)),
            "can not change Shared Policy Group [cross-id] ApiType [PROXY], once it is created", "spec.apiType"),
        new("SP-3 U another phase", Requests.Update(APolicyGroup(), With(group => group.Phase = PolicyGroupPhases.Response)),
            "can not change Shared Policy Group [cross-id] Phase [REQUEST], once it is created", "spec.phase"),
        new("F7 U nothing but metadata", Requests.Update(With(group => group.ContextRef = null), With(group => group.ContextRef = null))),
        new("1.9 D unused", Requests.Delete(APolicyGroup())),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Fact]
    public async Task Update_EverythingThatCannotChange_ReportsEachInUpstreamsOrder()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Update(
            APolicyGroup(), With(group => (group.CrossId, group.ApiType, group.Phase) = ("mine", ApiTypes.Message, PolicyGroupPhases.Publish))));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.crossId", "spec.apiType", "spec.phase"]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Update_TemplateOfTheCrossIdStaysTheSame_IsAllowed()
    {
        _fixture.Cluster.Put(AConfigMap("ids").WithKey("group", "one").Build());

        var verdict = await _fixture.ReviewAsync(Requests.Update(
            With(group => group.CrossId = "[[ configmap `ids/group` ]]"),
            With(group => (group.CrossId, group.Description) = ("[[ configmap `ids/group` ]]", "new"))));

        verdict.Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Delete_UsedByApis_IsRefusedWithACommandThatListsThem()
    {
        _fixture.Cluster.Put(AV4Api("one").With(api => api.Flows = [FlowWith("policies")]).Build());
        _fixture.Cluster.Put(AV4Api("two").With(api => api.Plans!["KeyLess"].Flows = [FlowWith("policies")]).Build());
        _fixture.Cluster.Put(AV4Api("three").With(api => api.Flows = [FlowWith("others")]).Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(APolicyGroup()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(
            """[policies] cannot be deleted because 2 APIs are relying on this Shared Policy Group. You can review those by running the following command: kubectl get apiv4definitions.gravitee.io -A -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name}: {..sharedPolicyGroupRef.name}{"\n"}{end}' | grep -E ' policies( |$)'""");
    }

    [Theory]
    [InlineData("SP-T1", "RESPONSE", "rate-limit", "Unexpected policies [Rate Limit] for API type PROXY and phase RESPONSE")]
    [InlineData("SP-T2", "SUBSCRIBE", "rate-limit", "Invalid phase SUBSCRIBE for API type PROXY")]
    [InlineData("SP-T3", "REQUEST", "policy_throw_unexpected_policy_exception", "Plugin [policy_throw_unexpected_policy_exception] cannot be found.")]
    public async Task Create_UpstreamsExampleThatApimRefuses_IsRefusedInApimsWords(string id, string phase, string policy, string refusal)
    {
        _fixture.Apim.OnImportObject = import =>
            ((string?)import.Body["phase"], (string?)import.Body["steps"]![0]!["policy"]) == (phase, policy)
                ? new ImportStatus { Errors = new ImportErrors { Severe = [refusal] } }
                : new ImportStatus();

        var verdict = await _fixture.ReviewAsync(Requests.Create(Example(group => (group.Phase, group.Steps![0].Policy) = (phase, policy))));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(refusal, id);
        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Path.ShouldBe("shared-policy-groups");
    }

    [Theory]
    [InlineData("SP-T4 type", "MESSAGE", "REQUEST", null, "can not change Shared Policy Group [known] ApiType [PROXY], once it is created")]
    [InlineData("SP-T4 type and cross id", "MESSAGE", "REQUEST", "random", "can not change Shared Policy Group [known] CrossID, once it is created")]
    [InlineData("SP-T4 cross id", "PROXY", "REQUEST", "random", "can not change Shared Policy Group [known] CrossID, once it is created")]
    [InlineData("SP-T4 phase", "PROXY", "INTERACT", null, "can not change Shared Policy Group [known] Phase [REQUEST], once it is created")]
    public async Task Update_UpstreamsExampleInWhatCannotChange_IsRefused(string id, string type, string phase, string? crossId, string refusal)
    {
        var before = Example(_ => { });
        before.Status = new SharedPolicyGroupStatus { CrossId = "known" };

        var verdict = await _fixture.ReviewAsync(Requests.Update(
            before, Example(group => (group.ApiType, group.Phase, group.CrossId) = (type, phase, crossId))));

        verdict.Errors[0].Message.ShouldBe(refusal, id);
    }

    // SP-T5
    [Fact]
    public async Task Update_UpstreamsExampleToAnUnknownPolicy_IsRefusedInApimsWords()
    {
        const string Refusal = "Plugin [policy_throw_unexpected_policy_exception] cannot be found.";
        _fixture.Apim.OnImportObject = _ => new ImportStatus { Errors = new ImportErrors { Severe = [Refusal] } };

        var verdict = await _fixture.ReviewAsync(Requests.Update(
            Example(_ => { }), Example(group => group.Steps![0].Policy = "policy_throw_unexpected_policy_exception")));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(Refusal);
    }

    [Fact]
    public async Task Create_IdOfAnotherGroupInTheSameEnvironment_IsRefused()
    {
        _fixture.Cluster.Put(AContext("ctx", "team").Build());
        _fixture.Cluster.Put(AContext("ctx", "team-a").Build());
        _fixture.Cluster.Put(APolicyGroup("a-policies", "team", crossId: null));

        (await _fixture.ReviewAsync(Requests.Create(APolicyGroup("policies", "team-a", crossId: null)))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("SharedPolicyGroup [team-a/policies] would overwrite SharedPolicyGroup [team/a-policies] in APIM");
    }

    private static Contracts.V4.Flow FlowWith(string group) => new()
    {
        Request = [new Contracts.V4.Step { SharedPolicyGroupRef = new() { Name = group } }],
    };

    private static SharedPolicyGroup With(Action<SharedPolicyGroupSpec> change)
    {
        var group = APolicyGroup();
        change(group.Spec!);
        return group;
    }

    private static SharedPolicyGroup Example(Action<SharedPolicyGroupSpec> change)
    {
        var group = UpstreamManifests.Read<SharedPolicyGroup>("apim/shared_policy_groups/shared_policy_groups");
        group.Spec!.ContextRef!.Name = "ctx";
        change(group.Spec);
        return group;
    }
}
