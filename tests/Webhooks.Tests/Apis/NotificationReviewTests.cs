using Gko.Kubernetes.Model;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class NotificationReviewTests
{
    [Fact]
    public async Task Check_NullAmongTheReferences_IsPassedOver()
    {
        await using var fixture = await WebhookFixture.CreateAsync();
        fixture.Cluster.Put(ANotification().Build());
        var review = new Review(new ObjectKey("default", "api"), Requests.Alice, DateTimeOffset.MaxValue, IsDryRun: false, new Verdicts());

        await new NotificationReview(fixture.Resolution.Lookups).CheckAsync(
            [null!, new() { Name = "bell" }, new() { Name = "absent" }], review, CancellationToken.None);

        review.Verdicts.ToVerdict().Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.notificationsRefs[2]");
    }
}
