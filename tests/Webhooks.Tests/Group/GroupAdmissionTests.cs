using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class GroupAdmissionTests : IAsyncLifetime
{
    private const string NoContext = "no managementcontexts reference to resolve in namespace default: name a ManagementContext in spec.contextRef";

    private static readonly Rule<AdmissionContext<Group>>[] Table =
    [
        new("1.8 C complete", Requests.Create(AGroup())),
        new("1.8 C without a context", Requests.Create(With(group => group.ContextRef = null)), NoContext, "spec.contextRef"),
        new("0.3 C context that does not exist", Requests.Create(With(group => group.ContextRef!.Name = "absent")),
            $"resource [devs] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("0.3 C context without a name", Requests.Create(With(group => group.ContextRef!.Name = "")),
            "resource [devs] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name", "spec.contextRef"),
        new("0.2 C template without its source", Requests.Create(With(group => group.Name = "[[ configmap `missing/k` ]]")),
            TemplateTexts.NoSource("spec.name", "configmap [default/missing]"), "spec.name"),
        new("0.2 C template, and without a context", Requests.Create(With(group => (group.Name, group.ContextRef) = ("[[ configmap `missing/k` ]]", null))),
            NoContext, "spec.contextRef"),
        new("1.8 U complete", Requests.Update(AGroup(), With(group => group.NotifyMembers = true))),
        new("1.8 U without a context", Requests.Update(AGroup(), With(group => (group.ContextRef, group.Name) = (null, "other"))), NoContext, "spec.contextRef")
            { Warning = Left },
        new("0.3 U context that does not exist", Requests.Update(With(group => group.ContextRef!.Name = "absent"), With(group => (group.ContextRef!.Name, group.Name) = ("absent", "x"))),
            $"resource [devs] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("F7 U nothing but metadata", Requests.Update(With(group => group.ContextRef = null), With(group => group.ContextRef = null))),
        new("N9 U another context", Requests.Update(AGroup(), With(group => group.ContextRef!.Name = "other"))) { Warning = Left },
        new("F6 U namespace of the context written out", Requests.Update(AGroup(), With(group => group.ContextRef!.Namespace = "default"))),
        new("1.8 D unused", Requests.Delete(AGroup("unused"))),
        new("N10 D in use", Requests.Delete(AGroup()))
            { Warning = "[devs] is still used by 1 ApiDefinition (default/api) and 1 Notification (default/bell): delete these first, or take the reference out of them" },
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    private static string Left =>
        "[devs] leaves the management context [default/ctx]: what is there stays, and nobody looks after it any more; delete the object and create it anew to move it (spec.contextRef)";

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("other").Build());
        _fixture.Cluster.Put(AnApi().With(api => api.GroupRefs = [new() { Name = "devs" }]).Build());
        _fixture.Cluster.Put(ANotification().ForGroupRefs("devs").Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Fact]
    public async Task Create_CompleteGroup_IsShownToApimOnce()
    {
        await _fixture.ReviewAsync(Requests.Create(AGroup()));

        var sent = _fixture.Apim.ObjectImports.ShouldHaveSingleItem();
        (sent.Path, sent.Hrid, sent.DryRun).ShouldBe(("groups", "default-devs", true));
    }

    [Theory]
    [InlineData("GR-T1", "API")]
    [InlineData("GR-T2", "APPLICATION")]
    [InlineData("GR-T3", "INTEGRATION")]
    public async Task Update_UpstreamsExampleWithAPrimaryOwner_IsRefusedInApimsWords(string id, string scope)
    {
        const string Refusal = "setting a member with the primary owner role is not allowed";
        _fixture.Apim.OnImportObject = import => (string?)import.Body["members"]![0]!["roles"]![scope] == "PRIMARY_OWNER"
            ? new ImportStatus { Errors = new ImportErrors { Severe = [Refusal] } }
            : new ImportStatus();
        var before = Example();
        var after = Example();
        after.Spec!.Members![0].Roles![scope] = "PRIMARY_OWNER";

        (await _fixture.ReviewAsync(Requests.Create(before))).Allowed.ShouldBeTrue(id);
        (await _fixture.ReviewAsync(Requests.Update(before, after))).Errors.ShouldHaveSingleItem().Message.ShouldBe(Refusal, id);
    }

    [Fact]
    public async Task Create_ApimWarnsAndRefuses_TellsBoth()
    {
        _fixture.Apim.OnImportObject = _ => new ImportStatus { Errors = new ImportErrors { Severe = ["no"], Warning = ["odd"] } };

        var verdict = await _fixture.ReviewAsync(Requests.Create(AGroup()));

        (verdict.Errors.Single().Message, verdict.Warnings.Single()).ShouldBe(("no", "odd"));
    }

    [Fact]
    public async Task Create_ApimIsAway_IsAWarning()
    {
        _fixture.Apim.Failure = Testing.Fakes.ApimErrors.NoAnswer();

        var verdict = await _fixture.ReviewAsync(Requests.Create(AGroup()));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("APIM could not check this group, it will be synced when APIM answers: ");
    }

    [Fact]
    public async Task Delete_InUseAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.InUse } };

        (await _fixture.ReviewAsync(Requests.Delete(AGroup()))).Errors.ShouldHaveSingleItem().Message.ShouldStartWith("[devs] is still used by");
    }

    [Theory]
    [InlineData(CollisionPolicy.Deny, false)]
    [InlineData(CollisionPolicy.Warn, true)]
    public async Task Create_IdOfAnotherGroupInTheSameEnvironment_FollowsThePolicy(CollisionPolicy policy, bool allowed)
    {
        _fixture.Policy = new AdmissionPolicy { HridCollisions = policy };
        _fixture.Cluster.Put(AContext("ctx", "team").Build());
        _fixture.Cluster.Put(AGroup("a-devs", "team"));

        _fixture.Cluster.Put(AContext("ctx", "team-a").Build());
        var verdict = await _fixture.ReviewAsync(Requests.Create(AGroup("devs", "team-a")));

        const string Collision = "Group [team-a/devs] would overwrite Group [team/a-devs] in APIM, which knows both as [team-a-devs]: give one of them another name";
        verdict.Allowed.ShouldBe(allowed);
        verdict.Errors.Select(error => error.Message).Concat(verdict.Warnings).ShouldHaveSingleItem().ShouldStartWith(Collision);
    }

    private static Group With(Action<GroupSpec> change)
    {
        var group = AGroup();
        change(group.Spec!);
        return group;
    }

    private static Group Example()
    {
        var group = UpstreamManifests.Read<Group>("apim/group/group");
        group.Spec!.ContextRef!.Name = "ctx";
        return group;
    }
}
