using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionEndpointsTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task Post_NotJson_Is415(string? type)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : new(type);

        using var answer = await server.Client.PostAsync(new Uri("/w", UriKind.Relative), content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Post_JsonWithCharset_IsAccepted()
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        using var content = new StringContent(new ReviewBuilder().Build().ToJsonString(), Encoding.UTF8, "application/json");

        using var answer = await server.Client.PostAsync(new Uri("/w", UriKind.Relative), content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_MoreThan8MiB_Is413(bool announced)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        var body = new byte[AdmissionBody.Limit + 1];
        body.AsSpan().Fill((byte)' ');
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/w") { Content = content };
        request.Headers.TransferEncodingChunked = !announced;

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_Exactly8MiB_IsAnswered()
    {
        await using var server = await Serving(AdmissionVerdict.Allow);
        var review = Encoding.UTF8.GetBytes(new ReviewBuilder().Build().ToJsonString());
        var body = new byte[AdmissionBody.Limit];
        body.AsSpan().Fill((byte)' ');
        review.CopyTo(body, 0);

        using var answer = await server.PostAsync("/w", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}", "no request")]
    [InlineData("{\"request\":{\"name\":\"x\"}}", "request.uid is missing")]
    [InlineData("{\"request\":{\"uid\":7}}", "request.uid is not a string")]
    public async Task Post_NoUidInBody_Is400WithReason(string body, string reason)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);

        using var answer = await server.PostAsync("/w", Encoding.UTF8.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(reason);
    }

    [Theory]
    [InlineData("{\"request\":{\"uid\":\"u1\",\"object\":{\"metadata\":", "not valid JSON")]
    [InlineData("{\"request\":{\"dryRun\":\"yes\",\"uid\":\"u1\"}}", "request.dryRun is not a boolean")]
    [InlineData("{\"apiVersion\":\"other/v9\",\"request\":{\"uid\":\"u1\"}}", "apiVersion 'other/v9'")]
    [InlineData("{\"kind\":\"Pod\",\"request\":{\"uid\":\"u1\"}}", "kind is not AdmissionReview")]
    [InlineData("{\"request\":{\"uid\":\"u1\",\"userInfo\":[]}}", "request.userInfo has an unexpected shape")]
    [InlineData("{\"request\":{\"uid\":\"u1\"}} trailing", "not valid JSON")]
    [InlineData("{\"request\":{\"uid\":\"u1\",\"operation\":\"CONNECT\"}}", "operation 'CONNECT'")]
    [InlineData("{\"request\":{\"uid\":\"u1\",\"operation\":\"CREATE\"}}", "request.object is missing")]
    [InlineData("{\"request\":{\"uid\":\"u1\",\"operation\":\"DELETE\"}}", "request.oldObject is missing")]
    public async Task Post_BrokenAfterUid_DeniesWithUidAndReason(string body, string reason)
    {
        await using var server = await Serving(AdmissionVerdict.Allow);

        using var answer = await server.PostAsync("/w", Encoding.UTF8.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var response = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["response"]!;
        response["uid"]!.GetValue<string>().ShouldBe("u1");
        response["allowed"]!.GetValue<bool>().ShouldBeFalse();
        response["status"]!["code"]!.GetValue<int>().ShouldBe(400);
        response["status"]!["message"]!.GetValue<string>().ShouldContain(reason);
    }

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
    public async Task Review_ValidatorIgnoresTheToken_IsDeniedAfterNineTenthsOfTheTimeout()
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource<AdmissionVerdict>();
        var entered = new TaskCompletionSource();
        await using var server = await Serving(
            (_, _, _) =>
            {
                entered.SetResult();
                return new ValueTask<AdmissionVerdict>(never.Task);
            },
            time);

        var review = server.ReviewAsync("/w?timeout=5s", new ReviewBuilder().Build());
        (await time.WaitForTimerAsync()).ShouldBe(TimeSpan.FromSeconds(4.5));
        await entered.Task;
        time.Advance(TimeSpan.FromSeconds(4.5));
        var response = await review;

        response["status"]!["code"]!.GetValue<int>().ShouldBe(504);
        response["status"]!["message"]!.GetValue<string>().ShouldBe("the webhook /w did not finish within 4.5 s");
    }

    [Fact]
    public async Task Review_TimeoutPasses_CancelsTheValidator()
    {
        var time = new FakeTimeProvider();
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await Serving(
            async (_, _, ct) =>
            {
                using var registration = ct.Register(cancelled.SetResult);
                entered.SetResult();
                await cancelled.Task;
                ct.ThrowIfCancellationRequested();
                return AdmissionVerdict.Allow;
            },
            time);

        var review = server.ReviewAsync("/w?timeout=2s", new ReviewBuilder().Build());
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(2));
        await review;

        cancelled.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Review_Timeout_TellsTheCalleeUntilWhenToAnswer()
    {
        var time = new FakeTimeProvider();
        var webhook = new ScriptedWebhook(AdmissionVerdict.Allow);
        await using var server = await WebhookServer.StartAsync(app => app.MapDefaulter("/w", webhook), time);

        await server.ReviewAsync("/w?timeout=5s", new ReviewBuilder().Build());

        webhook.Requests.ShouldHaveSingleItem().Deadline.ShouldBe(time.GetUtcNow() + TimeSpan.FromSeconds(4.5));
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

    [Fact]
    public async Task Review_ClientGoesAway_CancelsTheValidatorWithoutAnErrorLog()
    {
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await Serving(async (_, _, ct) =>
        {
            using var registration = ct.Register(cancelled.SetResult);
            entered.SetResult();
            await cancelled.Task;
            throw new OperationCanceledException(ct);
        });
        using var away = new CancellationTokenSource();
        using var content = new StringContent(new ReviewBuilder().Build().ToJsonString(), Encoding.UTF8, "application/json");

        var call = server.Client.PostAsync(new Uri("/w", UriKind.Relative), content, away.Token);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await away.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Loggers.Lines.Any(line => line.Text.Contains("went away", StringComparison.Ordinal)));
        server.Loggers.Lines.ShouldNotContain(line => line.Level >= LogLevel.Warning);
    }

    private static Task<WebhookServer> Serving(AdmissionVerdict verdict) =>
        Serving((_, _, _) => ValueTask.FromResult(verdict));

    private static Task<WebhookServer> Serving(
        Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script, TimeProvider? time = null) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(script)), time);
}
