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

    public static TheoryData<string> Versions { get; } = ["v2", "v4"];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("ctx", "other").Build());
        _fixture.Apim.OnImport = _ => new ImportStatus();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

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
            var (now, old) = (AnApi().With(rule.Case).Build(), AnApi().With(spec => spec.CrossId = "old").Build());
            return await _fixture.ReviewAsync(operation == "C" ? Requests.Create(now) : Requests.Update(old, now));
        }
        else
        {
            var (now, old) = (AV4Api().With(rule.Case).Build(), AV4Api().With(spec => spec.CrossId = "old").Build());
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
