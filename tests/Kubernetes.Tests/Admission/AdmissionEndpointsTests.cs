using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionEndpointsTests
{
    [Fact]
    public async Task Review_OtherKind_DeniesAndNamesBoth()
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        var kind = new JsonObject { ["group"] = "demo.io", ["version"] = "v2", ["kind"] = "Gadget" };

        var response = await server.ReviewAsync("/w", new ReviewBuilder().With("kind", kind).Build());

        response["status"]!["message"]!.GetValue<string>().ShouldBe("this webhook is for demo.io/v1 Widget, not for demo.io/v2 Gadget");
    }

    [Theory]
    [InlineData("admission.k8s.io/v1")]
    [InlineData("admission.k8s.io/v1beta1")]
    public async Task Review_Version_IsAnsweredInTheSame(string version)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        var review = new ReviewBuilder().WithApiVersion(version).Build();

        using var answer = await server.PostAsync("/w", Encoding.UTF8.GetBytes(review.ToJsonString()));

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        body["apiVersion"]!.GetValue<string>().ShouldBe(version);
    }

    [Fact]
    public async Task Review_ValidatorThrows_DeniesWithCode500AndLogsOnce()
    {
        await using var server = await Serving((_, _, _) => throw new InvalidOperationException("secret detail"));

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Build());

        response["uid"]!.GetValue<string>().ShouldBe(ReviewBuilder.Uid);
        response["allowed"]!.GetValue<bool>().ShouldBeFalse();
        response["status"]!["code"]!.GetValue<int>().ShouldBe(500);
        var message = response["status"]!["message"]!.GetValue<string>();
        message.ShouldContain("the webhook /w failed with InvalidOperationException");
        message.ShouldNotContain("secret detail");
        server.Loggers.Lines.Count(line => line.Level is LogLevel.Error).ShouldBe(1);
    }

    [Fact]
    public async Task Review_LinesLoggedMeanwhile_NameRequestAndObject()
    {
        await using var server = await Serving((_, _, _) => throw new InvalidOperationException("bug"));

        await server.ReviewAsync("/w", new ReviewBuilder().Build());

        server.Loggers.Scoped.Single(line => line.Text.Contains("is denied", StringComparison.Ordinal)).Scope
            .ShouldContain($"webhook=/w kind=Widget namespace=team name=w1 requestID={ReviewBuilder.Uid}");
    }

    [Fact]
    public async Task Review_Create_GivesTheWholeContext()
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));
        var review = new ReviewBuilder()
            .Creating("""{"size":3}""")
            .With("dryRun", true)
            .With("subResource", "status")
            .With("options", new JsonObject { ["kind"] = "CreateOptions" })
            .With("userInfo", JsonNode.Parse("""{"username":"bob","uid":"u","groups":["a","b"],"extra":{"scope":["x"]}}"""))
            .Build();

        await server.ReviewAsync("/w", review);

        var context = webhook.Requests.ShouldHaveSingleItem();
        context.ShouldSatisfyAllConditions(
            () => context.Operation.ShouldBe(AdmissionOperation.Create),
            () => context.Object!.Spec!.Size.ShouldBe(3),
            () => context.OldObject.ShouldBeNull(),
            () => context.Name.ShouldBe("w1"),
            () => context.Namespace.ShouldBe("team"),
            () => context.DryRun.ShouldBeTrue(),
            () => context.Subresource.ShouldBe("status"),
            () => context.Uid.ShouldBe(ReviewBuilder.Uid),
            () => context.Options!.Value.GetProperty("kind").GetString().ShouldBe("CreateOptions"),
            () => context.User.Username.ShouldBe("bob"),
            () => context.User.Groups.ShouldBe(["a", "b"]),
            () => context.User.Extra!["scope"].ShouldBe(["x"]));
    }

    [Fact]
    public async Task Review_Delete_GivesOnlyTheOldObject()
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));

        await server.ReviewAsync("/w", new ReviewBuilder().Deleting("""{"size":3}""").Build());

        var context = webhook.Requests.ShouldHaveSingleItem();
        context.Operation.ShouldBe(AdmissionOperation.Delete);
        context.Object.ShouldBeNull();
        context.OldObject!.Spec!.Size.ShouldBe(3);
    }

    [Fact]
    public async Task Review_NameNotYetGenerated_IsEmpty()
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));
        var widget = JsonNode.Parse("""{"metadata":{"generateName":"w-"},"spec":{}}""");

        await server.ReviewAsync("/w", new ReviewBuilder().With("name", null).With("object", widget).Build());

        webhook.Requests.ShouldHaveSingleItem().Name.ShouldBe("");
    }

    [Fact]
    public async Task Review_DefaulterDenies_SendsNoPatch()
    {
        await using var server = await WebhookServer.StartAsync(app => app.MapDefaulter("/w", new WidgetRules()));

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Creating("""{"color":"none"}""").Build());

        response["allowed"]!.GetValue<bool>().ShouldBeFalse();
        response.ContainsKey("patch").ShouldBeFalse();
        response.ContainsKey("patchType").ShouldBeFalse();
    }

    [Fact]
    public async Task Review_DefaulterOnDelete_IsNotCalled()
    {
        var webhook = new ScriptedWebhook((_, widget, _) =>
        {
            widget!.Spec!.Color = "red";
            return ValueTask.FromResult(AdmissionVerdict.Allow);
        });
        await using var server = await WebhookServer.StartAsync(app => app.MapDefaulter("/w", webhook));

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Deleting("{}").Build());

        response["allowed"]!.GetValue<bool>().ShouldBeTrue();
        response.ContainsKey("patch").ShouldBeFalse();
        webhook.Requests.ShouldBeEmpty();
    }

    private static Task<WebhookServer> Serving(AdmissionVerdict verdict) =>
        Serving((_, _, _) => ValueTask.FromResult(verdict));

    private static Task<WebhookServer> Serving(
        Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script, TimeProvider? time = null) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(script)), time);
}
