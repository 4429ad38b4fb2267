using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Resolution;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;
using static Gko.Testing.Builders.GivenObjects;

namespace Gko.Webhooks.Tests;

public sealed class PortalLinkAdmissionTests : IAsyncLifetime
{
    private const string Moved = "portalRef is immutable. Detected change from [default/portal] to [default/second]: create another object for the other portal";

    private static readonly Rule<AdmissionContext<PortalLink>>[] Table =
    [
        new("1.13 C complete", Requests.Create(ALink())),
        new("0.2 C template without its source", Requests.Create(ALink(with: spec => spec.Name = "[[ configmap `missing/k` ]]")),
            TemplateTexts.NoSource("spec.name", "configmap [default/missing]"), "spec.name"),
        new("1.13 C portal that does not exist", Requests.Create(ALink(with: spec => spec.PortalRef!.Name = "absent")),
            $"portal link [link] references portal [default/absent] that can't be resolved: {Rules.NotFound}", "spec.portalRef"),
        new("1.13 C no portal at all", Requests.Create(ALink(with: spec => spec.PortalRef = null)),
            "portal link [link] references portal [default/] that can't be resolved: the reference names no object; give it a name", "spec.portalRef"),
        new("1.13 C portal without a context", Requests.Create(ALink(with: spec => spec.PortalRef!.Name = "bare")),
            "referenced portal [default/bare] has no management context (spec.contextRef)", "spec.portalRef"),
        new("1.13 C portal whose context does not exist", Requests.Create(ALink(with: spec => spec.PortalRef!.Name = "lost")),
            $"resource [link] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.portalRef"),
        new("1.13 C portal in another namespace", Requests.Create(ALink(with: spec => spec.PortalRef!.Namespace = "other"))),
        new("1.13 C portal whose context is a template", Requests.Create(ALink(with: spec => spec.PortalRef!.Name = "templated"))),
        new("1.13 C portal whose context is a template without its source", Requests.Create(ALink(with: spec => spec.PortalRef!.Name = "broken")),
            $"portal link [link] references portal [default/broken] that can't be resolved: {TemplateTexts.NoSource("spec.contextRef.name", "configmap [default/absent]")}", "spec.portalRef"),
        new("N7 C script", Requests.Create(ALink(with: spec => spec.Href = "javascript:alert(1)"))) { Warning = Runs("javascript:") },
        new("N7 C script in disguise", Requests.Create(ALink(with: spec => spec.Href = " Java\tScript:alert(1)"))) { Warning = Runs("javascript:") },
        new("N7 C data", Requests.Create(ALink(with: spec => spec.Href = "data:text/html,<script>"))) { Warning = Runs("data:") },
        new("N7 C no URL", Requests.Create(ALink(with: spec => spec.Href = "docs.example.com")))
            { Warning = "[docs.example.com] is not an http:// or https:// address: use one such as https://docs.example.com (spec.href)" },
        new("N7 C path", Requests.Create(ALink(with: spec => spec.Href = "/guides")))
            { Warning = "[/guides] is not an http:// or https:// address: use one such as https://docs.example.com (spec.href)" },
        new("1.13 U another text", Requests.Update(ALink(), ALink(with: spec => spec.Name = "other"))),
        new("1.13 U another portal", Requests.Update(ALink(), ALink(with: spec => spec.PortalRef!.Name = "second")), Moved, "spec.portalRef"),
        new("1.13 U another portal that does not exist", Requests.Update(ALink(with: spec => spec.PortalRef!.Name = "second"), ALink(with: spec => spec.PortalRef!.Name = "absent")),
            "portalRef is immutable. Detected change from [default/second] to [default/absent]: create another object for the other portal", "spec.portalRef"),
        new("1.13 U the portal's namesake in another namespace", Requests.Update(ALink(), ALink(with: spec => spec.PortalRef!.Namespace = "other")),
            "portalRef is immutable. Detected change from [default/portal] to [other/portal]: create another object for the other portal", "spec.portalRef"),
        new("F6 U namespace of the portal written out", Requests.Update(ALink(), ALink(with: spec => spec.PortalRef!.Namespace = "default"))),
        new("F6 U namespace of the portal left out", Requests.Update(ALink(with: spec => spec.PortalRef!.Namespace = "default"), ALink())),
        new("1.13 U portal without a context", Requests.Update(ALink(with: spec => spec.PortalRef!.Name = "bare"), ALink(with: spec => (spec.PortalRef!.Name, spec.Name) = ("bare", "x"))),
            "referenced portal [default/bare] has no management context (spec.contextRef)", "spec.portalRef"),
        new("F7 U nothing but metadata", Requests.Update(ALink(with: spec => spec.PortalRef!.Name = "absent"), ALink(with: spec => spec.PortalRef!.Name = "absent"))),
        new("1.13 D", Requests.Delete(ALink())),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext(ns: "other").Build());
        _fixture.Cluster.Put(AConfigMap("names").WithKey("context", "ctx").Build());
        _fixture.Cluster.Put(APortal());
        _fixture.Cluster.Put(APortal("second"));
        _fixture.Cluster.Put(APortal("portal", "other"));
        _fixture.Cluster.Put(APortal("bare", with: spec => spec.ContextRef = null));
        _fixture.Cluster.Put(APortal("lost", with: spec => spec.ContextRef!.Name = "absent"));
        _fixture.Cluster.Put(APortal("templated", with: spec => spec.ContextRef!.Name = "[[ configmap `names/context` ]]"));
        _fixture.Cluster.Put(APortal("broken", with: spec => spec.ContextRef!.Name = "[[ configmap `absent/context` ]]"));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("DATA:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("nowhere")]
    public async Task Create_UnsafeAddressAndStrict_IsRefused(string href)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.Urls } };

        var verdict = await _fixture.ReviewAsync(Requests.Create(ALink(with: spec => spec.Href = href)));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.href");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    // LK-T1
    [Fact]
    public async Task Create_UpstreamsExampleWithAnUnknownPortal_IsRefused() =>
        (await _fixture.ReviewAsync(Requests.Create(Example(spec => spec.PortalRef!.Name = "unresolved")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("portal link [default-portal-link] references portal [default/unresolved] that can't be resolved");

    // LK-T2
    [Fact]
    public async Task Create_UpstreamsExampleOnAPortalWithoutAContext_IsRefused() =>
        (await _fixture.ReviewAsync(Requests.Create(Example(spec => spec.PortalRef!.Name = "bare")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("referenced portal [default/bare] has no management context (spec.contextRef)");

    // LK-T3
    [Fact]
    public async Task Update_UpstreamsExampleToAnotherPortal_IsRefused() =>
        (await _fixture.ReviewAsync(Requests.Update(Example(), Example(spec => spec.PortalRef!.Name = "second")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldBe(Moved);

    [Fact]
    public async Task Create_UpstreamsExample_IsShownToApimBelowItsPortal()
    {
        (await _fixture.ReviewAsync(Requests.Create(Example()))).Allowed.ShouldBeTrue();

        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Path.ShouldBe("portals/default-portal/links");
    }

    [Fact]
    public async Task Create_IdOfAnotherLinkOnThePortal_IsRefused()
    {
        _fixture.Cluster.Put(ALink("a-l", "team", spec => spec.PortalRef!.Namespace = "default"));

        var verdict = await _fixture.ReviewAsync(Requests.Create(ALink("l", "team-a", spec => spec.PortalRef!.Namespace = "default")));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("PortalLink [team-a/l] would overwrite PortalLink [team/a-l] in APIM");
    }

    [Fact]
    public async Task Create_IdOfALinkOnAnotherPortal_IsAllowed()
    {
        _fixture.Cluster.Put(ALink("a-l", "team", spec => spec.PortalRef = new() { Name = "second", Namespace = "default" }));

        (await _fixture.ReviewAsync(Requests.Create(ALink("l", "team-a", spec => spec.PortalRef!.Namespace = "default")))).Allowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(CrossNamespacePolicy.Allow, true, 0)]
    [InlineData(CrossNamespacePolicy.Warn, true, 1)]
    [InlineData(CrossNamespacePolicy.Deny, false, 0)]
    public async Task Create_PortalThatTheAuthorMayNotRead_FollowsThePolicy(CrossNamespacePolicy policy, bool allowed, int warnings)
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = policy };
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await _fixture.ReviewAsync(Requests.Create(ALink(with: spec => spec.PortalRef!.Namespace = "other")));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((allowed, warnings));
    }

    [Fact]
    public async Task Create_PortalOutOfScope_SaysWhyAndWhatToChange()
    {
        _fixture.Scope = new WatchScope(["default"]);

        (await _fixture.ReviewAsync(Requests.Create(ALink(with: spec => spec.PortalRef!.Namespace = "other")))).Errors.ShouldHaveSingleItem().Message
            .ShouldBe("portal link [link] references portal [other/portal] that can't be resolved: the namespace \"other\" is out of this operator's reach, which watches only the namespace default; refer to an object there, or have the operator watch that namespace too");
    }

    private static string Runs(string scheme) =>
        $"a link with [{scheme}] runs in the browser of whoever follows it, in the name of the portal: use an http:// or https:// address (spec.href)";

    private static PortalLink Example(Action<PortalLinkSpec>? change = null)
    {
        var link = UpstreamManifests.Read<PortalLink>("apim/portal/portal-link");
        link.Spec!.PortalRef!.Name = "portal";
        change?.Invoke(link.Spec);
        return link;
    }
}
