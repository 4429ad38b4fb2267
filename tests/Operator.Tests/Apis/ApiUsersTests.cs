using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Apis;

/// <summary>Who keeps an API from being deleted.</summary>
public sealed class ApiUsersTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Finalize_DocumentationBelongsToIt_WaitsWithoutACall()
    {
        _fixture.Cluster.Put(ADocumentation("page", "api"));

        var result = await _fixture.FinalizeV4ApiAsync(AV4Api());

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((false, 0));
        V4Ready.ShouldBe(
            "False DeletionBlocked: cannot delete API [default/api]: it is used by documentation default/page; delete them first");
    }

    [Fact]
    public async Task Finalize_PortalListingShowsIt_WaitsWithoutACall()
    {
        _fixture.Cluster.Put(AListing("shop", new NamespacedReference { Name = "api", Namespace = "default" }));

        var result = await _fixture.FinalizeV4ApiAsync(AV4Api());

        (result.IsDone, _fixture.Apim.Calls).ShouldBe((false, 0));
        V4Ready.ShouldEndWith("it is used by portal listing portals/shop; take the API off them first");
    }

    [Fact]
    public async Task Finalize_ManyUsers_NamesTheFirstFew()
    {
        for (var i = 1; i <= 7; i++)
        {
            _fixture.Cluster.Put(ADocumentation($"page{i}", "api"));
        }

        await _fixture.FinalizeV4ApiAsync(AV4Api());

        V4Ready.ShouldContain("default/page1, default/page2, default/page3, default/page4, default/page5 and 2 more; delete them first");
    }

    [Fact]
    public async Task Finalize_UsersOfOthers_AreOfNoConcern()
    {
        _fixture.Cluster.Put(ADocumentation("page", "another"));
        _fixture.Cluster.Put(AListing("shop", new NamespacedReference { Name = "api" }));
        _fixture.Cluster.Put(ADocumentation("v2", "api", nameof(ApiDefinition)));

        (await _fixture.FinalizeV4ApiAsync(AV4Api())).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Finalize_V2_IsHeldByWhoNamesItsKind()
    {
        _fixture.Cluster.Put(ADocumentation("page", "api", nameof(ApiDefinition)));

        (await _fixture.FinalizeApiAsync(AnApi())).IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task Finalize_V2_IsNotHeldByWhoNamesNoKind()
    {
        _fixture.Cluster.Put(ADocumentation("page", "api"));

        (await _fixture.FinalizeApiAsync(AnApi())).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Finalize_TemplateOfAnIngress_Waits()
    {
        _fixture.Cluster.Put(AnIngress("shop", "default", "api"));

        var result = await _fixture.FinalizeApiAsync(Template());

        result.IsDone.ShouldBeFalse();
        _fixture.Api.Status!.Conditions.Line(ConditionTypes.Ready).ShouldBe(
            "False DeletionBlocked: cannot delete API [default/api]: it is used by ingress default/shop; remove their annotation gravitee.io/template");
    }

    [Theory]
    [InlineData("other", "api")]
    [InlineData("default", "another")]
    public async Task Finalize_TemplateWhileIngressesUseOthers_IsDone(string ns, string template)
    {
        _fixture.Cluster.Put(AnIngress("shop", ns, template));

        (await _fixture.FinalizeApiAsync(Template())).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Finalize_TemplateWithoutTheRightToSeeIngresses_DoesNotAskForThem()
    {
        await using var fixture = await OperatorFixture.CreateAsync(seesIngresses: false);
        fixture.Cluster.Put(AnIngress("shop", "default", "api"));

        (await fixture.FinalizeApiAsync(Template())).IsDone.ShouldBeTrue();

        fixture.Cluster.Requests.ShouldNotContain(request => request.Contains("ingress", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Finalize_NoTemplateButAnIngressNamesIt_IsDone()
    {
        _fixture.Cluster.Put(AnIngress("shop", "default", "api"));

        (await _fixture.FinalizeApiAsync(AnApi())).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Finalize_DetachedWhileInUse_IsDone()
    {
        _fixture.Cluster.Put(ADocumentation("page", "api"));

        var result = await _fixture.FinalizeV4ApiAsync(
            AV4Api().Annotated(AnnotationNames.ReconcilePolicy, ReconcilePolicies.DetachOnDelete));

        result.IsDone.ShouldBeTrue();
    }

    private string V4Ready => _fixture.V4Api.Status!.Conditions.Line(ConditionTypes.Ready);

    private static ApiBuilder Template() => AnApi().Annotated(AnnotationNames.Template, "true");

    private static Documentation ADocumentation(string name, string api, string? kind = null) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new DocumentationSpec { ApiRef = new NamespacedReference { Name = api, Kind = kind } },
    };

    private static PortalListing AListing(string name, NamespacedReference api) => new()
    {
        Metadata = new() { Name = name, Namespace = "portals" },
        Spec = new PortalListingSpec { Apis = [new ListedApi { Ref = api }, new ListedApi()] },
    };

    private static IngressMetadata AnIngress(string name, string ns, string template) => new()
    {
        Metadata = new() { Name = name, Namespace = ns, Annotations = new() { [AnnotationNames.Template] = template } },
    };
}
