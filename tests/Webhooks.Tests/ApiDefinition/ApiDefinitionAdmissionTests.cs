using Gko.Apim.Client;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
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
    public async Task Create_TemplatedAddressIsTaken_IsRefused()
    {
        _fixture.Cluster.Put(AConfigMap("paths").WithKey("api", "/a").Build());
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("[[ configmap `paths/api` ]]"))).Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("invalid API context path [/a]. API [default/first] is already defined with the same path");
    }

    [Fact]
    public async Task Create_AddressIsTakenByAV4Api_IsRefused()
    {
        _fixture.Cluster.Put(AV4Api("first").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeFalse();
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
    public async Task Create_AddressIsTaken_IsRefusedWithoutADryRun()
    {
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());

        var error = (await CreateAsync(AnApi("second").WithPath("/a"))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldBe("invalid API context path [/a]. API [default/first] is already defined with the same path");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Create_AddressIsTakenInOtherNamespace_FollowsTheSetting(bool inCluster, bool allowed)
    {
        _fixture.Policy = new AdmissionPolicy { PathConflictsInCluster = inCluster };
        _fixture.Cluster.Put(AnApi("first", "other").WithPath("/a").Build());

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBe(allowed);
    }

    [Fact]
    public async Task Create_AddressIsTakenButOwnedByARoute_IsAllowed()
    {
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());
        var api = AnApi("second").WithPath("/a").WithObject(
            owned => owned.Metadata.OwnerReferences = [new OwnerReference { ApiVersion = "gateway.networking.k8s.io/v1", Kind = "HTTPRoute", Name = "route" }]);

        (await CreateAsync(api)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressAdmittedAMomentAgo_IsRefused()
    {
        await CreateAsync(AnApi("first").WithPath("/a"));
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_AddressOfADryRun_IsNotRemembered()
    {
        await _fixture.ReviewAsync(Requests.Create(AnApi("first").WithPath("/a").Build(), dryRun: true));
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressOfARefusedApi_IsNotRemembered()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400);
        await CreateAsync(AnApi("first").WithPath("/a"));
        _fixture.Apim.Failure = null;
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);

        (await CreateAsync(AnApi("second").WithPath("/a"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_DryRunFindsSevereErrors_IsRefusedWithEach()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus { Errors = new ImportErrors { Severe = ["one", "two"], Warning = ["odd"] } };

        var verdict = await CreateAsync(AnApi());

        verdict.Errors.Select(error => error.Message).ShouldBe(["one", "two"]);
        verdict.Warnings.ShouldBe(["odd"]);
    }

    [Fact]
    public async Task Create_DryRunObjectsToAPredecessorInApim_IsCheckedAsItsHeir()
    {
        _fixture.Apim.OnImport = import => (string?)import.Body["id"] == "of-the-predecessor"
            ? FakeApim.Accept(import)
            : new ImportStatus { Errors = new ImportErrors { Severe = ["Path [/api/] already exists"] } };
        _fixture.Apim.Known[Ids.UuidXxh3("default/api")] = "of-the-predecessor";

        (await CreateAsync(AnApi())).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_DryRunWarns_IsAllowedWithTheWarnings()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus
        {
            Errors = new ImportErrors { Warning = ["category [x] is not defined in environment [DEFAULT]"] },
        };

        var verdict = await CreateAsync(AnApi());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldBe(["category [x] is not defined in environment [DEFAULT]"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Create_ApimRefuses_IsRefusedInApimsWords(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        (await CreateAsync(AnApi())).Errors.ShouldHaveSingleItem().Message.ShouldBe(_fixture.Apim.Failure.Message);
    }

    [Fact]
    public async Task Create_CredentialsFitIntoNoHeader_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(ApimErrorKind.BadCredentials);

        (await CreateAsync(AnApi())).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Create_ApimFails_IsAWarning(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var verdict = await CreateAsync(AnApi());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("APIM could not check this API, it will be synced when APIM answers: ");
    }

    [Theory]
    [InlineData(ApimErrorKind.Unreachable)]
    [InlineData(ApimErrorKind.Timeout)]
    [InlineData(ApimErrorKind.CircuitOpen)]
    [InlineData(ApimErrorKind.InvalidResponse)]
    public async Task Create_ApimDoesNotAnswer_IsAWarning(ApimErrorKind kind)
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(kind);

        var verdict = await CreateAsync(AnApi());

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 1));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(null)]
    public async Task Create_ApimDoesNotAnswerAndPolicyDeny_IsRefused(int? status)
    {
        _fixture.Policy = new AdmissionPolicy { OnApimUnavailable = ApimUnavailablePolicy.Deny };
        _fixture.Apim.Failure = status is { } code ? ApimErrors.Status(code) : ApimErrors.NoAnswer();

        (await CreateAsync(AnApi())).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_WarnedByItself_IsStillShownToApim()
    {
        var verdict = await CreateAsync(AnApi().WithPlans());

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Imports.Count).ShouldBe((true, 1, 1));
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

    [Fact]
    public async Task Create_AnyVerdict_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        (await CreateAsync(AnApi())).Warnings.ShouldHaveSingleItem().ShouldNotContain(ContextBuilder.Token);
    }

    [Fact]
    public async Task Update_SameSpec_CallsNobody()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AnApi().WithContext("absent").Build(), AnApi().WithContext("absent").Annotated("a", "b").Build()));

        (verdict.Allowed, _fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Update_OtherSpec_IsReviewed()
    {
        await _fixture.ReviewAsync(Requests.Update(AnApi().Build(), AnApi().WithPath("/b").Build()));

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Update_StoredObjectCannotBeRead_IsReviewed()
    {
        var request = Requests.Update(AnApi().Build(), AnApi().Build()) with { OldObject = null };

        await _fixture.ReviewAsync(request);

        _fixture.Apim.Imports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeleted_IsAllowed()
    {
        var api = AnApi().WithContext("absent").Deleting().Build();

        var verdict = await _fixture.ReviewAsync(Requests.Update(api, api));

        (verdict.Allowed, _fixture.Apim.Calls).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeletedAndTheOldOneCannotBeRead_IsAllowed()
    {
        var request = Requests.Update(AnApi().Build(), AnApi().WithContext("absent").Deleting().Build());

        (await _fixture.ReviewAsync(request with { OldObject = null })).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Update_SpecOfAnObjectThatIsBeingDeleted_IsReviewed()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AnApi().Deleting().Build(), AnApi().WithContext("absent").Deleting().Build()));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.contextRef");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Delete_NoSubscriptions_IsAllowed(int? count) =>
        (await DeleteAsync(AnApi().WithStatus(status => status.Subscriptions = count))).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Delete_Subscriptions_IsRefusedInUpstreamsWords() =>
        (await DeleteAsync(AnApi().WithStatus(status => status.Subscriptions = 1))).Errors.ShouldHaveSingleItem().Message.ShouldBe(
            "cannot delete [default/api] because it is referenced in 1 subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{.items[?(@.spec.api.name==\"api\")].metadata.name}'");

    private Task<AdmissionVerdict> CreateAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));

    private Task<AdmissionVerdict> DeleteAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Delete(api.Build()));
}
