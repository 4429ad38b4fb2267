using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiDefinitionAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_CompleteApi_IsAllowedAfterOneDryRun()
    {
        var verdict = await CreateAsync(AnApi());

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
        _fixture.Apim.Imports.ShouldHaveSingleItem().DryRun.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_NoSuchContext_IsRefusedInUpstreamsWordsWithoutADryRun()
    {
        var error = (await CreateAsync(AnApi().WithContext("absent"))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("resource [api] references management context [default/absent] that doesn't exist in the cluster: ");
        error.Field.ShouldBe("spec.contextRef");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_NoSuchContextAndMore_ReportsTheContextFirst()
    {
        var verdict = await CreateAsync(AnApi().WithContext("absent").WithPath("/%zz"));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.contextRef", "spec.proxy.virtual_hosts[0].path"]);
    }

    [Fact]
    public async Task Create_NoContext_IsAWarningThatItIsNotDeployed()
    {
        var verdict = await CreateAsync(AnApi().With(spec => spec.ContextRef = null));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldEndWith("; until then it is not deployed (spec.contextRef)");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_LocalWithoutContext_IsAllowedWithoutADryRun()
    {
        var verdict = await CreateAsync(AnApi().With(spec => (spec.ContextRef, spec.Local) = (null, true)));

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Calls).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Create_ReferencesThatExist_AreSentAsTheReconcilerWill()
    {
        _fixture.Cluster.Put(AnApiResource("redis").Build());
        _fixture.Cluster.Put(AGroup("devs", apimName: "Developers"));

        await CreateAsync(AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.GroupRefs = [new() { Name = "devs" }];
        }));

        var sent = _fixture.Apim.Imports.ShouldHaveSingleItem().Body;
        sent["resources"]![0]!["name"]!.GetValue<string>().ShouldBe("redis");
        sent["groups"]!.AsArray().Single()!.GetValue<string>().ShouldBe("Developers");
    }

    [Fact]
    public async Task Create_ReferencesMissing_ReportsAllOfThem()
    {
        var verdict = await CreateAsync(AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.NotificationsRefs = [new() { Name = "bell" }];
            spec.GroupRefs = [new() { Name = "devs" }];
        }));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.resources[0].ref", "spec.notificationsRefs[0]"]);
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("Group default/devs could not be found");
    }

    [Fact]
    public async Task Create_ReferencesToOtherNamespaces_AreAskedAboutOneByOne()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;
        var elsewhere = new NamespacedReference { Name = "x", Namespace = "other" };

        var verdict = await CreateAsync(AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "own" } }, new() { Ref = elsewhere }];
            spec.GroupRefs = [elsewhere];
            spec.NotificationsRefs = [elsewhere];
        }));

        _fixture.Cluster.Reviews.Select(review => review.ResourceAttributes!.Resource).ShouldBe(["apiresources", "groups", "notifications"]);
        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.resources[1].ref", "spec.groupRefs[0]", "spec.notificationsRefs[0]"]);
    }

    [Fact]
    public async Task Create_ContextThatTheAuthorMayNotRead_TellsNothingOfIt()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.Put(AContext("ctx", "other").WithSecret("hidden").Build());
        _fixture.Cluster.MayAccess = _ => false;

        (await CreateAsync(AnApi().WithContext("ctx", "other"))).Errors.ShouldHaveSingleItem().Message.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task Create_SecretOfTheContextIsGone_PointsAtTheReference()
    {
        _fixture.Cluster.Put(AContext("broken").WithSecret("absent").Build());

        var error = (await CreateAsync(AnApi().WithContext("broken"))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldContain("secret [default/absent] doesn't exist in the cluster");
        error.Field.ShouldBe("spec.contextRef");
    }

    [Theory]
    [InlineData(CrossNamespacePolicy.Allow, true, 0)]
    [InlineData(CrossNamespacePolicy.Warn, true, 1)]
    [InlineData(CrossNamespacePolicy.Deny, false, 0)]
    public async Task Create_ContextOfOtherNamespaceThatTheAuthorMayNotRead_FollowsThePolicy(
        CrossNamespacePolicy policy, bool allowed, int warnings)
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = policy };
        _fixture.Cluster.Put(AContext("ctx", "other").Build());
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await CreateAsync(AnApi().WithContext("ctx", "other"));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((allowed, warnings));
    }

    [Fact]
    public async Task Create_TemplateForIngresses_IsNotReviewed()
    {
        var verdict = await CreateAsync(AnApi().WithContext("absent").Annotated(AnnotationNames.Template, "true"));

        (verdict.Allowed, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Create_TemplateExpression_IsRefusedWithTheField() =>
        (await CreateAsync(AnApi().With(spec => spec.Version = "[[ secret `a/b` ]]"))).Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.version");

    [Fact]
    public async Task Create_NamespaceOutOfScope_IsLeftToOthers()
    {
        _fixture.Scope = new WatchScope(["elsewhere"]);

        var verdict = await CreateAsync(AnApi().WithContext("absent"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("ApiDefinition [default/api] is not managed by this operator instance");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_ContextOutOfScope_IsRefused()
    {
        _fixture.Scope = new WatchScope(["default"]);
        _fixture.Cluster.Put(AContext("ctx", "other").Build());

        (await CreateAsync(AnApi().WithContext("ctx", "other"))).Errors.ShouldHaveSingleItem().Message
            .ShouldContain("is out of this operator's reach");
    }

    private Task<AdmissionVerdict> CreateAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));
}
