using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>What is asked of stored v2 APIs when they change or go.</summary>
public sealed class ApiDefinitionUpdateTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

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
