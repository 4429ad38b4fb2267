using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;
using static Gko.Testing.Builders.GivenObjects;

namespace Gko.Webhooks.Tests;

public sealed class PortalAdmissionTests : IAsyncLifetime
{
    private const string NoContext = "a management context reference (spec.contextRef) is required";
    private const string TwoNavigations = "navigation and structure cannot be used at the same time";
    private const string Deprecated = "spec.navigation is deprecated, use spec.structure.topNavbar instead (spec.navigation)";

    private static readonly Rule<AdmissionContext<Portal>>[] Table =
    [
        new("1.12 C complete", Requests.Create(APortal())),
        new("1.12 C structure", Requests.Create(APortal(with: spec => spec.Structure = new()))),
        new("1.12 C navigation and structure", Requests.Create(APortal(with: spec => (spec.Navigation, spec.Structure) = (Navigation, new()))),
            TwoNavigations, "spec.navigation") { Warning = Deprecated },
        new("1.12 C navigation", Requests.Create(APortal(with: spec => spec.Navigation = Navigation))) { Warning = Deprecated },
        new("1.12 C empty navigation and structure", Requests.Create(APortal(with: spec => (spec.Navigation, spec.Structure) = ([], new())))),
        new("1.12 C without a context", Requests.Create(APortal(with: spec => spec.ContextRef = null)), NoContext, "spec.contextRef"),
        new("1.12 C without a context, navigation and structure", Requests.Create(APortal(with: spec => (spec.ContextRef, spec.Navigation, spec.Structure) = (null, Navigation, new()))),
            TwoNavigations, "spec.navigation") { Warning = Deprecated },
        new("0.3 C context that does not exist", Requests.Create(APortal(with: spec => spec.ContextRef!.Name = "absent")),
            $"resource [portal] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("0.2 C template without its source", Requests.Create(APortal(with: spec => spec.Name = "[[ configmap `missing/k` ]]")),
            TemplateTexts.NoSource("spec.name", "configmap [default/missing]"), "spec.name"),
        new("1.12 U another name", Requests.Update(APortal(), APortal(with: spec => spec.Name = "other"))),
        new("1.12 U navigation and structure", Requests.Update(APortal(), APortal(with: spec => (spec.Navigation, spec.Structure) = (Navigation, new()))),
            TwoNavigations, "spec.navigation") { Warning = Deprecated },
        new("1.12 U never had a context", Requests.Update(APortal(with: spec => spec.ContextRef = null), APortal(with: spec => (spec.ContextRef, spec.Name) = (null, "other"))),
            NoContext, "spec.contextRef"),
        new("N9 U another context", Requests.Update(APortal(), APortal(with: spec => spec.ContextRef!.Name = "other")))
            { Warning = "[portal] leaves the management context [default/ctx]: what is there stays, and nobody looks after it any more; delete the object and create it anew to move it (spec.contextRef)" },
        new("F7 U nothing but metadata", Requests.Update(APortal(with: spec => spec.ContextRef = null), APortal(with: spec => spec.ContextRef = null))),
        new("1.12 D unused", Requests.Delete(APortal("unused"))),
        new("N10 D in use", Requests.Delete(APortal("used")))
            { Warning = "[used] is still used by 1 PortalListing (default/listing) and 1 PortalLink (default/link) and 1 Documentation (default/page): delete these first, or take the reference out of them" },
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    private static List<OrderedNavigationEntry> Navigation => [new() { Path = "/guides" }];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("other").Build());
        _fixture.Cluster.Put(ALink(with: spec => spec.PortalRef!.Name = "used"));
        _fixture.Cluster.Put(AListing(with: spec => spec.PortalRef!.Name = "used"));
        _fixture.Cluster.Put(APage(with: spec => spec.PortalRef!.Name = "used"));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    // PO-T1
    [Fact]
    public async Task Create_UpstreamsExampleWithAnUnknownContext_IsRefused() =>
        (await CreateExampleAsync("portal", spec => spec.ContextRef!.Name = "unresolved")).Allowed.ShouldBeFalse();

    // PO-T2
    [Fact]
    public async Task Create_UpstreamsExampleWithoutAContext_IsRefused() =>
        (await CreateExampleAsync("portal", spec => spec.ContextRef = null)).Errors.ShouldHaveSingleItem().Message.ShouldBe(NoContext);

    // PO-T3
    [Fact]
    public async Task Create_UpstreamsExampleWithNavigation_IsWarnedOf()
    {
        var verdict = await CreateExampleAsync("portal");

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("spec.navigation is deprecated");
    }

    // PO-T4
    [Fact]
    public async Task Create_UpstreamsExampleWithBothNavigations_IsRefused() =>
        (await CreateExampleAsync("portal-structure", spec => spec.Navigation = Navigation)).Errors.ShouldHaveSingleItem().Message.ShouldBe(TwoNavigations);

    // PO-T5
    [Fact]
    public async Task Create_UpstreamsExampleWithStructure_IsAllowedWithoutAWord()
    {
        var verdict = await CreateExampleAsync("portal-structure");

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Path.ShouldBe("portals");
    }

    [Fact]
    public async Task Delete_InUseAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.InUse } };

        (await _fixture.ReviewAsync(Requests.Delete(APortal("used")))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_IdOfAnotherPortalInTheSameEnvironment_IsRefused()
    {
        _fixture.Cluster.Put(AContext("ctx", "team").Build());
        _fixture.Cluster.Put(AContext("ctx", "team-a").Build());
        _fixture.Cluster.Put(APortal("a-p", "team"));

        (await _fixture.ReviewAsync(Requests.Create(APortal("p", "team-a")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("Portal [team-a/p] would overwrite Portal [team/a-p] in APIM");
    }

    private Task<AdmissionVerdict> CreateExampleAsync(string file, Action<PortalSpec>? change = null)
    {
        var portal = UpstreamManifests.Read<Portal>($"apim/portal/{file}");
        portal.Spec!.ContextRef!.Name = "ctx";
        change?.Invoke(portal.Spec);
        return _fixture.ReviewAsync(Requests.Create(portal));
    }
}
