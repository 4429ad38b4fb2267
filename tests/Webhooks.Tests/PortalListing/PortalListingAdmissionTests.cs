using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;
using static Gko.Testing.Builders.GivenObjects;

namespace Gko.Webhooks.Tests;

public sealed class PortalListingAdmissionTests : IAsyncLifetime
{
    private const string NotV4 = "API [old] must be of kind ApiV4Definition (next-gen portal only supports those)";
    private const string Unlike = "API [elsewhere] management context [default/other] must match the portal's management context [default/ctx]";

    private static readonly Rule<AdmissionContext<PortalListing>>[] Table =
    [
        new("1.14 C complete", Requests.Create(AListing())),
        new("PL-1 C template without its source", Requests.Create(AListing(with: spec => spec.Apis![0].Location = "[[ configmap `missing/k` ]]")),
            TemplateTexts.NoSource("spec.apis[0].location", "configmap [default/missing]"), "spec.apis[0].location"),
        new("PL-2 C v2 API", Requests.Create(Listing(new NamespacedReference() { Name = "old", Kind = "ApiDefinition" })), NotV4, "spec.apis[0].ref.kind"),
        new("PL-2 C v4 API in another spelling", Requests.Create(Listing(new NamespacedReference() { Name = "api", Kind = "apiv4definitions" }))),
        new("PL-2 C v2 API, and no such portal", Requests.Create(AListing(with: spec => (spec.PortalRef!.Name, spec.Apis![0].Ref) = ("absent", new() { Name = "old", Kind = "ApiDefinition" }))),
            NotV4, "spec.apis[0].ref.kind"),
        new("PL-3 C portal that does not exist", Requests.Create(AListing(with: spec => spec.PortalRef!.Name = "absent")),
            $"portal listing [listing] references portal [default/absent] that can't be resolved: {Rules.NotFound}", "spec.portalRef"),
        new("PL-4 C portal without a context", Requests.Create(AListing(with: spec => spec.PortalRef!.Name = "bare")),
            "referenced portal [default/bare] has no management context (spec.contextRef)", "spec.portalRef"),
        new("PL-5 C API that does not exist", Requests.Create(Listing(new NamespacedReference() { Name = "absent" })),
            $"portal listing [listing] references API [default/absent] that can't be resolved: {Rules.NotFound}", "spec.apis[0].ref"),
        new("PL-5 C API without a name", Requests.Create(Listing(new NamespacedReference())),
            "portal listing [listing] references API [default/] that can't be resolved: the reference names no object; give it a name", "spec.apis[0].ref"),
        new("PL-6 C API without a context", Requests.Create(Listing(new NamespacedReference() { Name = "local" })),
            "API [local] has no management context (spec.contextRef) and cannot be published to a portal", "spec.apis[0].ref"),
        new("PL-7 C API of another context", Requests.Create(Listing(new NamespacedReference() { Name = "elsewhere" })), Unlike, "spec.apis[0].ref"),
        new("PL-7 C API of another namespace with the portal's context", Requests.Create(Listing(new NamespacedReference() { Name = "guest", Namespace = "team" }))),
        new("PL-7 C API of another namespace with a namesake of the context", Requests.Create(Listing(new NamespacedReference() { Name = "stranger", Namespace = "team" })),
            "API [stranger] management context [team/ctx] must match the portal's management context [default/ctx]", "spec.apis[0].ref"),
        new("1.14 U another place", Requests.Update(AListing(), AListing(with: spec => spec.Apis![0].Location = "/other"))),
        new("1.14 U another portal", Requests.Update(AListing(), AListing(with: spec => spec.PortalRef!.Name = "second")),
            "portalRef is immutable. Detected change from [default/portal] to [default/second]: create another object for the other portal", "spec.portalRef"),
        new("F6 U namespace of the portal written out", Requests.Update(AListing(), AListing(with: spec => spec.PortalRef!.Namespace = "default"))),
        new("PL-2 U v2 API", Requests.Update(AListing(), Listing(new NamespacedReference() { Name = "old", Kind = "ApiDefinition" })), NotV4, "spec.apis[0].ref.kind"),
        new("PL-7 U API of another context", Requests.Update(AListing(), Listing(new NamespacedReference() { Name = "elsewhere" })), Unlike, "spec.apis[0].ref"),
        new("F7 U nothing but metadata", Requests.Update(Listing(new NamespacedReference() { Name = "absent" }), Listing(new NamespacedReference() { Name = "absent" }))),
        new("1.14 D", Requests.Delete(AListing())),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("other").Build());
        _fixture.Cluster.Put(APortal());
        _fixture.Cluster.Put(APortal("second"));
        _fixture.Cluster.Put(APortal("bare", with: spec => spec.ContextRef = null));
        _fixture.Cluster.Put(AV4Api().Build());
        _fixture.Cluster.Put(AV4Api("local").WithoutContext().Build());
        _fixture.Cluster.Put(AV4Api("elsewhere").WithContext("other").Build());
        _fixture.Cluster.Put(AV4Api("guest", "team").WithContext("ctx", "default").Build());
        _fixture.Cluster.Put(AV4Api("stranger", "team").Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Fact]
    public async Task Create_SeveralApisAmiss_ReportsEachWithItsPlace()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Create(
            Listing(new NamespacedReference() { Name = "absent" }, new() { Name = "api" }, new() { Name = "local" }, new() { Name = "elsewhere" }, null)));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.apis[0].ref", "spec.apis[2].ref", "spec.apis[3].ref", "spec.apis[4].ref"]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    // PL-8
    [Fact]
    public async Task Create_CompleteListing_IsShownToApimBelowItsPortal()
    {
        await _fixture.ReviewAsync(Requests.Create(AListing()));

        var sent = _fixture.Apim.ObjectImports.ShouldHaveSingleItem();
        (sent.Path, (string?)sent.Body["apis"]![0]!["apiHrid"]).ShouldBe(("portals/default-portal/listings", "default-api"));
    }

    [Theory]
    [InlineData("LI-T1", "spec.portalRef")]
    [InlineData("LI-T2", "spec.apis[0].ref.kind")]
    [InlineData("LI-T3", "spec.apis[0].ref")]
    [InlineData("LI-T4", "spec.apis[0].ref")]
    [InlineData("LI-T5", "spec.portalRef")]
    public async Task Create_UpstreamsExampleMadeUnfit_IsRefused(string id, string field)
    {
        var listing = Example();
        (await _fixture.ReviewAsync(Requests.Create(listing))).Allowed.ShouldBeTrue(id);
        var (portal, api) = (listing.Spec!.PortalRef!, listing.Spec.Apis![0].Ref!);
        (portal.Name, api.Name, api.Kind) = id switch
        {
            "LI-T1" => ("unresolved", "api", null),
            "LI-T2" => ("portal", "api", "ApiDefinition"),
            "LI-T3" => ("portal", "elsewhere", null),
            "LI-T4" => ("portal", "local", null),
            _ => ("bare", "api", (string?)null),
        };

        (await _fixture.ReviewAsync(Requests.Create(listing))).Errors.ShouldHaveSingleItem().Field.ShouldBe(field, id);
    }

    // LI-T6
    [Fact]
    public async Task Update_UpstreamsExampleToAnotherPortal_IsRefused()
    {
        var after = Example();
        after.Spec!.PortalRef!.Name = "second";

        (await _fixture.ReviewAsync(Requests.Update(Example(), after))).Errors.ShouldHaveSingleItem().Message.ShouldStartWith("portalRef is immutable");
    }

    [Fact]
    public async Task Create_ApiThatTheAuthorMayNotRead_TellsNothingOfIt()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await _fixture.ReviewAsync(Requests.Create(Listing(new NamespacedReference() { Name = "stranger", Namespace = "team" })));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("user \"alice\" may not get apiv4definitions.gravitee.io \"stranger\"");
    }

    [Fact]
    public async Task Create_IdOfAnotherListingOnThePortal_IsRefused()
    {
        _fixture.Cluster.Put(Placed("a-l", "team"));

        (await _fixture.ReviewAsync(Requests.Create(Placed("l", "team-a")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("PortalListing [team-a/l] would overwrite PortalListing [team/a-l] in APIM");
    }

    private static PortalListing Placed(string name, string ns) => AListing(name, ns, spec =>
        (spec.PortalRef!.Namespace, spec.Apis![0].Ref!.Namespace) = ("default", "default"));

    private static PortalListing Listing(params NamespacedReference?[] apis) =>
        AListing(with: spec => spec.Apis = [.. apis.Select(api => new ListedApi { Ref = api, Location = "/apis" })]);

    private static PortalListing Example()
    {
        var listing = UpstreamManifests.Read<PortalListing>("apim/portal/portal-listing");
        listing.Spec!.PortalRef!.Name = "portal";
        listing.Spec.Apis![0].Ref!.Name = "api";
        return listing;
    }
}
