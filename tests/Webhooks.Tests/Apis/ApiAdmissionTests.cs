using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    /// <summary>Each rule with each version and each operation in which it holds.</summary>
    public static TheoryData<string, string, string> Rules { get; } = Rows(_ => true, "C", "U");

    public static TheoryData<string, string, string> Checks { get; } = Rows(rule => rule.Check is not null, "C");

    public static TheoryData<string> Versions { get; } = ["v2", "v4"];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("ctx", "other").Build());
        _fixture.Apim.OnImport = _ => new ImportStatus();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Rules))]
    public async Task Review_RuleOfTheSpecification_GivesItsVerdict(string id, string version, string operation)
    {
        var rule = Rule(id);
        var verdict = await AskAsync(rule, version, operation);

        var first = verdict.Errors.Select(error => (error.Message, error.Field)).FirstOrDefault();
        first.ShouldBe(rule.Error is null ? default : (rule.Error, rule.FieldOf(version)));
        if (rule.Error is null)
        {
            verdict.Warnings.ShouldBe(rule.Warning is null ? [] : [$"{rule.Warning} ({rule.FieldOf(version)})"]);
        }
    }

    [Theory, MemberData(nameof(Checks))]
    public async Task Review_CheckIsStrict_IsRefused(string id, string version, string operation)
    {
        var rule = Rule(id);
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { rule.Check! } };

        var error = (await AskAsync(rule, version, operation)).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((rule.Strict ?? rule.Warning!, rule.FieldOf(version)));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Create_EverythingWrong_ReportsAllInUpstreamsOrder(string version)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { "all" } };
        _fixture.Cluster.Put(AnApi("first").WithPath("/%").Build());
        var verdict = await AskAsync(new ApiRule("all", spec =>
        {
            spec.ContextRef = new() { Name = "absent" };
            spec.Resources = [new() { Name = "n", Type = "t" }, new() { Ref = new() { Name = "r" } }];
            spec.NotificationsRefs = [new() { Name = "n" }];
            ApiChanges.Plans(spec);
            ApiChanges.Paths(spec, (null, "/%"), (null, "a"));
            ApiChanges.Pages(spec, ("p", "MARKDOWN", "absent"));
        }), version, "C");

        verdict.Errors.Select(error => string.Join(' ', error.Message.Split(' ')[0..3])).ShouldBe(
        [
            "resource [api] references", "cannot apply API", "path [/%] is", "invalid API context", "missing required value",
            "api references resource", "can not apply", "api references notification", "path [a] does",
        ]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Create_CloudContextWithMalformedToken_IsRefused(string version)
    {
        _fixture.Cluster.Put(AContext("broken").OfCloud("no-token").Build());

        var error = (await AskAsync(new ApiRule("", spec => spec.ContextRef = new() { Name = "broken" }), version, "C")).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("resource [api] references management context [default/broken] that cannot be used: cannot parse cloud token");
        error.Field.ShouldBe("spec.contextRef");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Create_PathTakenButOwnedByARoute_IsAllowed(string version)
    {
        _fixture.Cluster.Put(AnApi("first").WithPath("/a").Build());
        List<OwnerReference> owners = [new() { ApiVersion = "gateway.networking.k8s.io/v1", Kind = "HTTPRoute", Name = "route" }];

        var verdict = version == "v2"
            ? await _fixture.ReviewAsync(Requests.Create(AnApi().WithPath("/a").WithObject(api => api.Metadata.OwnerReferences = owners).Build()))
            : await _fixture.ReviewAsync(Requests.Create(AV4Api().WithPath("/a").WithObject(api => api.Metadata.OwnerReferences = owners).Build()));

        verdict.Allowed.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SubscribedPlanIsGone_IsRefusedInUpstreamsWords(string version)
    {
        Subscribe(version, "KeyLess");

        var error = (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)), counted: 1)).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((
            "Plan [KeyLess] could not be found in API [default/api] but there is a subscription referencing it. You can review the depending subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{.items[?(@.spec.api.name==\"api\")].metadata.name}'",
            "spec.plans"));
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("v2", false)]
    [InlineData("v2", true)]
    [InlineData("v4", false)]
    [InlineData("v4", true)]
    public async Task Update_SubscribedPlanIsGoneButNotCounted_IsAsStrictAsAsked(string version, bool strict)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string>(strict ? [CheckIds.Subscriptions] : []) };
        Subscribe(version, "KeyLess");

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        verdict.Allowed.ShouldBe(!strict);
        (strict ? verdict.Errors.Select(error => $"{error.Message} ({error.Field})") : verdict.Warnings).ShouldBe(
            ["plan [KeyLess] has subscriptions, which break when it is removed: delete them first, or keep the plan (spec.plans)"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_PlanOfASubscriptionOnItsWayOutIsGone_IsAllowed(string version)
    {
        Subscribe(version, "KeyLess", deleting: true);

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_TemplateWithoutASubscribedPlan_IsRefused(bool wasTemplate)
    {
        Subscribe("v2", "KeyLess");
        var old = AnApi().WithStatus(status => status.Subscriptions = 1);
        var now = AnApi().Annotated(AnnotationNames.Template, "true").With(spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        var verdict = await _fixture.ReviewAsync(
            Requests.Update((wasTemplate ? old.Annotated(AnnotationNames.Template, "true") : old).Build(), now.Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("Plan [KeyLess] could not be found in API [default/api]");
    }

    [Fact]
    public async Task Update_BecomesATemplate_IsAskedNothingElse()
    {
        var now = AnApi().WithContext("absent").WithPlans().Annotated(AnnotationNames.Template, "true");

        var verdict = await _fixture.ReviewAsync(Requests.Update(AnApi().Build(), now.Build()));

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Calls).ShouldBe((true, 0, 0));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_NoTemplateAnyMore_IsReviewed(string version)
    {
        Dictionary<string, string> annotations = new() { [AnnotationNames.Template] = "true" };

        var verdict = version == "v2"
            ? await _fixture.ReviewAsync(Requests.Update(
                AnApi().WithContext("absent").WithObject(api => api.Metadata.Annotations = annotations).Build(), AnApi().WithContext("absent").Build()))
            : await _fixture.ReviewAsync(Requests.Update(
                AV4Api().With(ToAbsent).WithObject(api => api.Metadata.Annotations = annotations).Build(), AV4Api().With(ToAbsent).Build()));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.contextRef");

        static void ToAbsent(ApiSpec spec) => spec.ContextRef = new() { Name = "absent" };
    }

    [Theory]
    [InlineData("v2", 1, false)]
    [InlineData("v2", 0, true)]
    [InlineData("v4", 1, false)]
    [InlineData("v4", 0, true)]
    public async Task Update_SubscribedPlanWasNeverThere_GoesByTheCountOnly(string version, int counted, bool allowed)
    {
        Subscribe(version, "NeverThere");

        (await UpdateAsync(version, spec => spec.Version = "2", counted)).Allowed.ShouldBe(allowed);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_PlanOfOtherVersionsApiIsSubscribed_IsAllowed(string version)
    {
        Subscribe(version == "v2" ? "v4" : "v2", "KeyLess");

        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)))).Allowed.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfASubscribedPlan_IsAsStrictAsAsked(string version)
    {
        Subscribe(version, "KeyLess");

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("plan [KeyLess] has subscriptions, which break when its security changes from [KEY_LESS] to [JWT]");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfASubscribedPlanAndStrict_IsRefused(string version)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.PlanSecurity } };
        Subscribe(version, "KeyLess");

        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)))).Allowed.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfAFreePlan_IsAllowed(string version) =>
        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)))).Warnings.ShouldBeEmpty();

    [Theory]
    [InlineData("v2", "other", 1)]
    [InlineData("v2", "default", 0)]
    [InlineData("v4", "other", 1)]
    [InlineData("v4", "default", 0)]
    public async Task Update_OtherContext_IsAWarning(string version, string ns, int warnings)
    {
        var verdict = await UpdateAsync(version, spec => spec.ContextRef = new() { Name = "ctx", Namespace = ns });

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, warnings));
    }

    [Theory]
    [InlineData("v2", 2, 0, 2)]
    [InlineData("v2", 0, 1, 1)]
    [InlineData("v2", 1, 2, 2)]
    [InlineData("v4", 2, 0, 2)]
    [InlineData("v4", 0, 1, 1)]
    public async Task Delete_Subscriptions_IsRefusedByStatusOrIndex(string version, int counted, int stored, int told)
    {
        for (var index = 0; index < stored; index++)
        {
            Subscribe(version, "KeyLess", $"subscription-{index}");
        }

        (await DeleteAsync(version, counted)).Errors.ShouldHaveSingleItem().Message.ShouldBe(
            $"cannot delete [default/api] because it is referenced in {told} subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.api.name==\"api\")].metadata.name}}'");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Delete_NoSubscriptions_IsAllowed(string version)
    {
        Subscribe(version == "v2" ? "v4" : "v2", "KeyLess");

        var verdict = await DeleteAsync(version);

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_ShownOnAPortal_IsAsStrictAsAsked(bool strict)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string>(strict ? [CheckIds.InUse] : []) };
        _fixture.Cluster.Put(new PortalListing
        {
            Metadata = new() { Name = "listing", Namespace = "default" },
            Spec = new PortalListingSpec { Apis = [new() { Ref = new() { Name = "api" } }] },
        });

        var verdict = await DeleteAsync("v4");

        verdict.Allowed.ShouldBe(!strict);
        (strict ? verdict.Errors.Select(error => error.Message) : verdict.Warnings).ShouldBe(
            ["[api] is still used by 1 PortalListing (default/listing): delete these first, or take the reference out of them"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Create_DryRunFindsErrorsAndWarnings_ReportsThem(string version)
    {
        ApimResult<ImportStatus> answer = new ImportStatus { Errors = new ImportErrors { Severe = ["one"], Warning = ["odd"] } };
        (_fixture.Apim.OnImport, _fixture.Apim.OnImportV4) = (_ => answer, _ => answer);

        var verdict = await AskAsync(Rule("none complete"), version, "C");

        (verdict.Errors.Single().Message, verdict.Warnings.Single()).ShouldBe(("one", "odd"));
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("v4")]
    public async Task Create_NameIsGenerated_IsAllowed(string version)
    {
        var verdict = version == "v2"
            ? await _fixture.ReviewAsync(Requests.Create(AnApi("").WithPath("/a").Build()))
            : await _fixture.ReviewAsync(Requests.Create(AV4Api("").WithPath("/a").Build()));

        verdict.Allowed.ShouldBeTrue();
        (await AskAsync(new ApiRule("", spec => ApiChanges.Paths(spec, (null, "/a"))), version, "C")).Allowed.ShouldBeTrue();
    }

    private static ApiRule Rule(string id) => ApiRuleTable.All.Single(rule => rule.Id == id);

    private static TheoryData<string, string, string> Rows(Func<ApiRule, bool> choose, params string[] operations)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var rule in ApiRuleTable.All.Where(choose))
        {
            foreach (var version in new[] { "v2", "v4" }.Where(version => rule.Only is null || rule.Only == version))
            {
                foreach (var operation in operations)
                {
                    rows.Add(rule.Id, version, operation);
                }
            }
        }

        return rows;
    }

    private void Subscribe(string version, string plan, string name = "subscription", bool deleting = false) => _fixture.Cluster.Put(new Subscription
    {
        Metadata = new() { Name = name, Namespace = "default", DeletionTimestamp = deleting ? DateTimeOffset.UnixEpoch : null },
        Spec = new SubscriptionSpec
        {
            Api = new() { Name = "api", Kind = version == "v2" ? "ApiDefinition" : null }, Application = new() { Name = "app" }, Plan = plan,
        },
    });

    private async Task<AdmissionVerdict> AskAsync(ApiRule rule, string version, string operation)
    {
        rule.Given?.Invoke(_fixture.Cluster);
        if (version == "v2")
        {
            var (now, old) = (AnApi().With(rule.Change).Build(), AnApi().With(spec => spec.CrossId = "old").Build());
            return await _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
        }
        else
        {
            var (now, old) = (AV4Api().With(rule.Change).Build(), AV4Api().With(spec => spec.CrossId = "old").Build());
            return await _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
        }
    }

    private Task<AdmissionVerdict> UpdateAsync(string version, Action<ApiSpec> change, int counted = 0) => version == "v2"
        ? _fixture.ReviewAsync(Requests.Update(AnApi().WithStatus(status => status.Subscriptions = counted).Build(), AnApi().With(change).Build()))
        : _fixture.ReviewAsync(Requests.Update(AV4Api().WithStatus(status => status.Subscriptions = counted).Build(), AV4Api().With(change).Build()));

    private Task<AdmissionVerdict> DeleteAsync(string version, int counted = 0) => version == "v2"
        ? _fixture.ReviewAsync(Requests.Delete(AnApi().WithStatus(status => status.Subscriptions = counted).Build()))
        : _fixture.ReviewAsync(Requests.Delete(AV4Api().WithStatus(status => status.Subscriptions = counted).Build()));
}
