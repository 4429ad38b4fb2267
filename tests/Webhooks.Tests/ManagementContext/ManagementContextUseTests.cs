using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Contexts that somebody is synced through.</summary>
public sealed class ManagementContextUseTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("url", "https://elsewhere.example.com", null, null)]
    [InlineData("organization", null, "OTHER", null)]
    [InlineData("environment", null, null, "OTHER")]
    public async Task Update_ContextInUseMoves_IsAsStrictAsAsked(string what, string? url, string? organization, string? environment)
    {
        _fixture.Cluster.Put(AnApi().Build());
        var moved = AContext().With(spec => (spec.BaseUrl, spec.OrganizationId, spec.EnvironmentId) =
            (url ?? spec.BaseUrl, organization ?? spec.OrganizationId, environment ?? spec.EnvironmentId)).Build();

        var verdict = await _fixture.ReviewAsync(Requests.Update(AContext().Build(), moved));

        verdict.Allowed.ShouldBeTrue(what);
        verdict.Warnings.ShouldHaveSingleItem(what).ShouldStartWith("context [default/ctx] moves from [");
    }

    [Fact]
    public async Task Update_ContextInUseMovesAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.ContextChange } };
        _fixture.Cluster.Put(AnApi().Build());

        var error = (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build())))
            .Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((
            "context [default/ctx] moves from [ENV] to [OTHER] with 1 objects: what is in the old APIM stays there; delete it there by hand", "spec.environmentId"));
    }

    [Fact]
    public async Task Update_UnusedContextMoves_IsAllowedWithoutAWord() =>
        (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build())))
            .Warnings.ShouldBeEmpty();

    [Fact]
    public async Task Update_OtherCredentialsOfAContextInUse_IsAllowedWithoutAWord()
    {
        _fixture.Cluster.Put(AnApi().Build());

        (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.Auth!.BearerToken = "other").Build())))
            .Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_Unused_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Delete(AContext().Build()))).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Delete_UsedByApisOfAnyNamespace_IsRefusedInUpstreamsWords()
    {
        _fixture.Cluster.Put(AnApi("one").Build());
        _fixture.Cluster.Put(AnApi("two", "other").WithContext("ctx", "default").Build());
        _fixture.Cluster.Put(AnApi("three").WithContext("another").Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AContext().Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(
            "[ctx] cannot be deleted because 2 APIs are relying on this context. You can review those by running the following command: kubectl get apidefinitions.gravitee.io -A -o jsonpath='{.items[?(@.spec.contextRef.name==\"ctx\")].metadata.name}'");
    }

    [Fact]
    public async Task Delete_UsedByOtherKinds_NamesEachInUpstreamsOrder()
    {
        _fixture.Cluster.Put(APolicyGroup());
        _fixture.Cluster.Put(AV4Api().Build());
        _fixture.Cluster.Put(AnApi().Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AContext().Build()));

        verdict.Errors.Select(error => error.Message.Split(" -A ")[0].Split("kubectl get ")[1])
            .ShouldBe(["apidefinitions.gravitee.io", "apiv4definitions.gravitee.io", "sharedpolicygroups.gravitee.io"]);
    }

    private Task<AdmissionVerdict> CreateAsync(ContextBuilder context) => _fixture.ReviewAsync(Requests.Create(context.Build()));
}
