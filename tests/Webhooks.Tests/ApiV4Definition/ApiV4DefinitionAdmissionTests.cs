using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiV4DefinitionAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    /// <summary>Rules of this version alone, with each operation.</summary>
    public static TheoryData<string, string> Table { get; } = [.. ApiV4RuleTable.All.SelectMany(rule => new[] { (rule.Id, "C"), (rule.Id, "U") })];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Table))]
    public async Task Review_RuleOfTheSpecification_GivesItsVerdict(string id, string operation)
    {
        var rule = ApiV4RuleTable.All.Single(rule => rule.Id == id);

        rule.Verify(await AskAsync(rule, operation));
    }

    [Fact]
    public async Task Review_ChecksAreStrict_AreRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { "all" } };
        foreach (var rule in ApiV4RuleTable.All.Where(rule => rule.Check is not null))
        {
            (await AskAsync(rule, "C")).Errors.Select(error => error.Message).ShouldContain(rule.Warning!, rule.Id);
        }
    }

    [Theory]
    [InlineData("NATIVE", "PROXY")]
    [InlineData("PROXY", "NATIVE")]
    [InlineData("PROXY", "MESSAGE")]
    public async Task Update_OtherType_IsRefusedAndNothingElseIsTold(string old, string now)
    {
        var verdict = await _fixture.ReviewAsync(Requests.Update(
            AV4Api().With(spec => spec.Type = old).Build(), AV4Api().With(spec => (spec.Type, spec.Plans) = (now, [])).Build()));

        var error = verdict.Errors.ShouldHaveSingleItem();
        (error.Message, error.Field).ShouldBe(($"it is not possible to change API Type. Old type '{old}', new type '{now}'", "spec.type"));
    }

    [Fact]
    public async Task Create_FormAndTemplateAreWrong_TellsOfTheFormFirst()
    {
        var verdict = await CreateAsync(AV4Api().With(spec =>
        {
            spec.Version = "[[ secret `missing/k` ]]";
            spec.Flows = [new Flow { Connect = [new Step()] }];
        }));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe("Connect Flow is not supported in V4 API [api]");
    }

    [Fact]
    public async Task Create_SeveralThingsThatNativeDoesNotTake_TellsOfAllInUpstreamsOrder()
    {
        var verdict = await CreateAsync(ApiV4RuleTable.ANativeApi(spec =>
        {
            spec.Flows = [new Flow { Request = [new Step()], Response = [new Step()] }];
            spec.EndpointGroups![0].Services = new();
            spec.FlowExecution = new();
            spec.ResponseTemplates = [];
            spec.Plans!["KeyLess"].BootstrapPort = 1;
        }));

        verdict.Errors.Select(error => error.Message.Split(' ')[0]).ShouldBe(["Request", "Response", "EndpointGroup", "FlowExecution", "ResponseTemplates", "plan"]);
    }

    [Fact]
    public async Task Create_CompleteApi_IsAllowedAfterOneDryRun()
    {
        (await CreateAsync(AV4Api())).Allowed.ShouldBeTrue();

        var import = _fixture.Apim.ImportsV4.ShouldHaveSingleItem();
        (import.DryRun, import.IsUuid, (string?)import.Body["hrid"]).ShouldBe((true, false, "default-api"));
        ((string?)import.Body["definitionContext"]!["origin"], (string?)import.Body["definitionContext"]!["syncFrom"]).ShouldBe(("KUBERNETES", "MANAGEMENT"));
    }

    [Theory]
    [InlineData("F3 group not synced yet")]
    [InlineData("F3 missing after a request step")]
    [InlineData("N5 two keys of one id")]
    public async Task Create_WarnedOfWhatOnlyTheReconcilerStopsAt_IsStillShownToApim(string id)
    {
        _fixture.Apim.OnImportV4 = _ => new ImportStatus { Errors = new ImportErrors { Severe = ["no"] } };

        var verdict = await AskAsync(ApiV4RuleTable.All.Concat(ApiRuleTable.All).Single(rule => rule.Id == id), "C");

        (verdict.Errors.ShouldHaveSingleItem().Message, verdict.Warnings.Count).ShouldBe(("no", 1));
    }

    [Fact]
    public async Task Create_IdOfAnotherApiAndOnlyWarned_IsStillShownToApim()
    {
        _fixture.Policy = new AdmissionPolicy { HridCollisions = CollisionPolicy.Warn };
        _fixture.Cluster.Put(AV4Api("c", "a-b").WithContext("ctx", "default").WithObject(api => api.Metadata.CreationTimestamp = DateTimeOffset.UnixEpoch).Build());

        await CreateAsync(AV4Api("b-c", "a").WithContext("ctx", "default"));

        _fixture.Apim.ImportsV4.ShouldHaveSingleItem().DryRun.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_ApiWithAnId_IsAskedAboutByIt()
    {
        await CreateAsync(AV4Api().With(spec => spec.Id = "5e3f1dd3-64b3-4a4b-8c7e-3a2f3a0e0c1d"));

        _fixture.Apim.ImportsV4.ShouldHaveSingleItem().IsUuid.ShouldBeTrue();
    }

    [Theory]
    [InlineData(ApimUnavailablePolicy.Warn, true)]
    [InlineData(ApimUnavailablePolicy.Deny, false)]
    public async Task Create_ApimIsAway_FollowsThePolicy(ApimUnavailablePolicy policy, bool allowed)
    {
        _fixture.Policy = new AdmissionPolicy { OnApimUnavailable = policy };
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        (await CreateAsync(AV4Api())).Allowed.ShouldBe(allowed);
    }

    [Theory]
    [InlineData(CollisionPolicy.Deny, false)]
    [InlineData(CollisionPolicy.Warn, true)]
    public async Task Create_IdOfAnotherApi_FollowsThePolicy(CollisionPolicy policy, bool allowed)
    {
        const string expected = "API [a/b-c] would overwrite API [a-b/c] in APIM, which knows both as [a-b-c]: give one of them another name";
        _fixture.Policy = new AdmissionPolicy { HridCollisions = policy };
        _fixture.Cluster.Put(AV4Api("c", "a-b").WithContext("ctx", "default").WithObject(api => api.Metadata.CreationTimestamp = DateTimeOffset.UnixEpoch).Build());

        var verdict = await CreateAsync(AV4Api("b-c", "a").WithContext("ctx", "default"));

        verdict.Allowed.ShouldBe(allowed);
        (allowed ? verdict.Warnings : verdict.Errors.Select(error => $"{error.Message} ({error.Field})")).ShouldBe([$"{expected} (metadata.name)"]);
    }

    [Fact]
    public async Task Create_PolicyGroupOfOtherNamespaceThatTheAuthorMayNotRead_TellsNothingOfIt()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;

        var error = (await CreateAsync(AV4Api().With(spec => spec.Flows =
            [new Flow { Request = [new Step { SharedPolicyGroupRef = new() { Name = "x", Namespace = "other" } }] }]))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("user \"alice\" may not get sharedpolicygroups.gravitee.io");
    }

    [Fact]
    public async Task Create_PathAdmittedAMomentAgo_IsRefused()
    {
        await CreateAsync(AV4Api("first").WithPath("/a"));
        _fixture.Cluster.Put(AV4Api("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AV4Api("second").WithPath("/a"))).Errors.ShouldHaveSingleItem().Message
            .ShouldBe("invalid API context path [/a]. API [default/first] is already defined with the same path");
    }

    [Fact]
    public async Task Create_TemplateAnnotation_MeansNothing() =>
        (await CreateAsync(AV4Api().WithContext("absent").Annotated(AnnotationNames.Template, "true"))).Allowed.ShouldBeFalse();

    [Fact]
    public async Task Update_SameSpec_CallsNobody()
    {
        await _fixture.ReviewAsync(Requests.Update(AV4Api().WithContext("absent").Build(), AV4Api().WithContext("absent").Annotated("a", "b").Build()));

        (_fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((0, 0));
    }

    private Task<AdmissionVerdict> CreateAsync(ApiV4Builder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));

    // The stored API has the type already, which an update must not change.
    private Task<AdmissionVerdict> AskAsync(ApiRule rule, string operation)
    {
        rule.Given?.Invoke(_fixture.Cluster);
        var now = AV4Api().With(rule.Case).Build();
        var old = AV4Api().With(spec => (spec.Type, spec.CrossId) = (now.Spec!.Type, "old")).Build();
        return _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
    }
}
