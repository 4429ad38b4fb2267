using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Objects that do not fit their class.</summary>
public sealed class AdmissionObjectTests
{
    [Fact]
    public async Task Review_StoredObjectUndecodable_AllowsTheRepairWithAWarning()
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Updating("""{"size":"ten"}""", """{"size":10}""").Build());

        response["allowed"]!.GetValue<bool>().ShouldBeTrue();
        response["warnings"]![0]!.GetValue<string>().ShouldContain("spec.size");
        webhook.Requests.ShouldHaveSingleItem().OldObject.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"w1"},"spec":{"parts":[{"name":"a"},{"name":"b","weight":"heavy"}]}}""", "spec.parts[1].weight")]
    [InlineData("""{"metadata":null}""", "metadata")]
    [InlineData("5", "object")]
    [InlineData("""{"metadata":{"name":"w1"},"spec":{"parts":[{"name":"a"},null]}}""", "spec.parts")]
    [InlineData("""{"metadata":{"name":"w1"},"spec":{"tags":{"a":null}}}""", "spec.tags")]
    public async Task Review_UndecodableObject_DeniesNamingTheField(string widget, string field)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);

        var response = await server.ReviewAsync("/w", new ReviewBuilder().With("object", JsonNode.Parse(widget)).Build());

        response["status"]!["code"]!.GetValue<int>().ShouldBe(422);
        response["status"]!["details"]!["causes"]![0]!["field"]!.GetValue<string>().ShouldBe(field);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public async Task Review_HalfOfACharacterInAFreeForm_DeniesWithCode422(string text)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        var review = new ReviewBuilder().Creating("""{"extra":{"a":["@"]}}""").Build().ToJsonString().Replace("@", text, StringComparison.Ordinal);

        using var answer = await server.PostAsync("/w", Encoding.UTF8.GetBytes(review));

        var response = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["response"]!;
        response["status"]!["code"]!.GetValue<int>().ShouldBe(422);
        response["status"]!["message"]!.GetValue<string>().ShouldBe("a text is not valid Unicode (object)");
    }

    [Theory]
    [InlineData("""{"metadata":null}""")]
    [InlineData("""{"metadata":{"name":"w1"},"spec":{"size":"ten"}}""")]
    public async Task Review_StoredObjectUndecodable_IsNotGiven(string stored)
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));

        await server.ReviewAsync("/w", new ReviewBuilder().Updating("{}", "{}").With("oldObject", JsonNode.Parse(stored)).Build());

        webhook.Requests.ShouldHaveSingleItem().OldObject.ShouldBeNull();
    }

    [Fact]
    public async Task Review_NullsInTheStoredObject_DoNotPreventItsDeletion()
    {
        await using var server = await Serving(AdmissionVerdict.Allow);

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Deleting("""{"parts":[null],"tags":{"a":null}}""").Build());

        response["allowed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Review_DeeplyNestedOptions_AreGiven()
    {
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapValidator("/w", webhook));
        var review = new ReviewBuilder().With("options", "@").Build().ToJsonString()
            .Replace("\"@\"", $"{new string('[', 100)}{new string(']', 100)}", StringComparison.Ordinal);

        using var answer = await server.PostAsync("/w", Encoding.UTF8.GetBytes(review));

        webhook.Requests.ShouldHaveSingleItem().Options!.Value.GetArrayLength().ShouldBe(1);
    }

    private static Task<WebhookServer> Serving(AdmissionVerdict verdict) =>
        Serving((_, _, _) => ValueTask.FromResult(verdict));

    private static Task<WebhookServer> Serving(
        Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script, TimeProvider? time = null) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(script)), time);
}
