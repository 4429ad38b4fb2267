using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Bodies that are no reviews, or too large.</summary>
public sealed class AdmissionBodyTests
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

    private static Task<WebhookServer> Serving(AdmissionVerdict verdict) =>
        Serving((_, _, _) => ValueTask.FromResult(verdict));

    private static Task<WebhookServer> Serving(
        Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script, TimeProvider? time = null) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(script)), time);
}
