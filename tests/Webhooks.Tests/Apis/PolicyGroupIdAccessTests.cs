using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Steps that are written as APIM has them may run a group of somebody else, as references may.</summary>
public sealed class PolicyGroupIdAccessTests : IAsyncLifetime
{
    private const string ByHrid = """{"hrid":"other-policies"}""";
    private const string Refusal =
        "user \"alice\" may not get sharedpolicygroups.gravitee.io \"policies\" in the namespace \"other\"; refer to an object of the own namespace, or have that access granted";

    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext(ns: "other").Build());
        _fixture.Cluster.Put(APolicyGroup(ns: "other"));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(ByHrid)]
    [InlineData("""{"sharedPolicyGroupId":"cross-id"}""")]
    [InlineData("""{"sharedPolicyGroupId":"cross-id","hrid":"other-policies"}""")]
    [InlineData("""{"sharedPolicyGroupId":"unknown","hrid":"other-policies"}""")]
    public async Task Create_StepNamesAGroupOfAnotherNamespace_IsRefused(string configuration)
    {
        var error = (await CreateAsync(Step(configuration))).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((Refusal, "spec.flows[0].request[0].configuration"));
    }

    [Fact]
    public async Task Create_StepOfAPlanNamesAGroupOfAnotherNamespace_IsRefused()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Create(
            AV4Api().With(spec => spec.Plans!["KeyLess"].Flows = [new Flow { Response = [Step(ByHrid)] }]).Build()));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.plans.KeyLess.flows[0].response[0].configuration");
    }

    [Fact]
    public async Task Create_TemplateGivesTheIdOfAGroupOfAnotherNamespace_IsRefused()
    {
        _fixture.Cluster.Put(AConfigMap().WithKey("id", "other-policies").Build());

        (await CreateAsync(Step("""{"hrid":"[[ configmap `config/id` ]]"}"""))).Errors.ShouldHaveSingleItem().Message.ShouldBe(Refusal);
    }

    [Fact]
    public async Task Create_ManyStepsNameOneGroup_IsAskedAndToldOnce()
    {
        (await CreateAsync(Step(ByHrid), Step("""{"sharedPolicyGroupId":"cross-id"}"""), Step(ByHrid))).Errors.Count.ShouldBe(1);

        _fixture.Cluster.Reviews.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Create_AuthorMayReadTheGroup_IsAllowed()
    {
        _fixture.Cluster.MayAccess = question => question.ResourceAttributes is { Resource: "sharedpolicygroups", Namespace: "other", Name: "policies", Verb: "get" };

        (await CreateAsync(Step(ByHrid))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_ForeignGroupsAreWarnedOf_IsAllowedWithAWarning()
    {
        _fixture.Policy = new AdmissionPolicy();

        var verdict = await CreateAsync(Step(ByHrid));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldBe([$"{Refusal} (spec.flows[0].request[0].configuration)"]);
    }

    [Theory]
    [InlineData("""{"hrid":"default-policies"}""")]
    [InlineData("""{"hrid":"nobody-knows"}""")]
    [InlineData("""{"sharedPolicyGroupId":"unknown"}""")]
    [InlineData("""{"hrid":7}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Create_StepNamesNoGroupOfAnotherNamespace_NobodyIsAsked(string configuration)
    {
        _fixture.Cluster.Put(APolicyGroup(crossId: "own-id"));

        (await CreateAsync(Step(configuration))).Allowed.ShouldBeTrue();

        _fixture.Cluster.Reviews.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_GroupOfThatIdIsInAnotherEnvironment_NobodyIsAsked()
    {
        _fixture.Cluster.Put(AContext(ns: "other").With(spec => spec.EnvironmentId = "STAGING").Build());

        (await CreateAsync(Step(ByHrid))).Allowed.ShouldBeTrue();

        _fixture.Cluster.Reviews.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_EnvironmentOfTheGroupIsNotKnown_IsRefused()
    {
        var group = APolicyGroup(ns: "other");
        group.Spec!.ContextRef = new() { Name = "absent" };
        _fixture.Cluster.Put(group);

        (await CreateAsync(Step(ByHrid))).Errors.ShouldHaveSingleItem().Message.ShouldBe(Refusal);
    }

    [Fact]
    public async Task Create_OtherPolicyWithSuchAConfiguration_NobodyIsAsked()
    {
        (await CreateAsync(new Step { Policy = "mock", Configuration = JsonSerializer.Deserialize<JsonElement>(ByHrid) })).Allowed.ShouldBeTrue();

        _fixture.Cluster.Reviews.ShouldBeEmpty();
    }

    private static Step Step(string configuration) => new()
    {
        Policy = "shared-policy-group-policy", Configuration = JsonSerializer.Deserialize<JsonElement>(configuration),
    };

    private Task<AdmissionVerdict> CreateAsync(params List<Step> steps) =>
        _fixture.ReviewAsync(Requests.Create(AV4Api().With(spec => spec.Flows = [new Flow { Request = steps }]).Build()));
}
