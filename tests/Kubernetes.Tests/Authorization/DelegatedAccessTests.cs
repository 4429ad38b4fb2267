using System.Net;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Tests.Client;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Authorization;

public sealed class DelegatedAccessTests : IDisposable
{
    private const string Known =
        """{"metadata":{},"status":{"authenticated":true,"user":{"username":"u","uid":"7","groups":["g"],"extra":{"k":["v"]}}}}""";

    private const string Unknown = """{"metadata":{},"status":{"user":{},"error":"no"}}""";
    private const string Allowed = """{"metadata":{},"status":{"allowed":true}}""";
    private const string Denied = """{"metadata":{},"status":{"allowed":false}}""";

    private readonly KubeClientFixture _f = new();
    private readonly RecordingLogger<DelegatedAccess> _logger = new();
    private readonly DelegatedAccess _access;

    public DelegatedAccessTests() => _access = new DelegatedAccess(_f.Client, _f.Time, _logger);

    public void Dispose()
    {
        _access.Dispose();
        _f.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic dTpw")]
    [InlineData("Bearer")]
    public async Task Decide_NoBearerToken_Is401WithoutAskingAnybody(string? authorization)
    {
        var decision = await DecideAsync(authorization);

        decision.StatusCode.ShouldBe(401);
        decision.Reason.ShouldContain("bearer token");
        _f.Transport.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Decide_UserMay_IsAllowedAfterBothReviews()
    {
        Answers(Known, Allowed);

        (await DecideAsync("bearer secret")).Allowed.ShouldBeTrue();

        _f.Transport.Requests.Select(request => request.Target)
            .ShouldBe(["/apis/authentication.k8s.io/v1/tokenreviews", "/apis/authorization.k8s.io/v1/subjectaccessreviews"]);
        JsonNode.Parse(_f.Transport.Requests[0].Body!)!["spec"]!.ToJsonString().ShouldBe("""{"token":"secret"}""");
        JsonNode.Parse(_f.Transport.Requests[1].Body!)!["spec"]!.ToJsonString().ShouldBe(
            """{"user":"u","groups":["g"],"uid":"7","extra":{"k":["v"]},"nonResourceAttributes":{"path":"/metrics","verb":"get"}}""");
    }

    [Fact]
    public async Task Decide_UnknownToken_Is401()
    {
        Answers(Unknown);

        (await DecideAsync("Bearer secret")).StatusCode.ShouldBe(401);
    }

    [Fact]
    public async Task Decide_UserMayNot_Is403AndSaysWhatIsMissing()
    {
        Answers(Known, Denied);

        var decision = await DecideAsync("Bearer secret");

        decision.StatusCode.ShouldBe(403);
        decision.Reason.ShouldBe(
            "user \"u\" may not get /metrics: bind a ClusterRole that has the rule {nonResourceURLs: [/metrics], verbs: [get]} to it");
    }

    [Fact]
    public async Task Decide_AgainWithinAMinute_AsksNobody()
    {
        Answers(Known, Allowed);
        await DecideAsync("Bearer secret");
        _f.Time.Advance(TimeSpan.FromSeconds(59));

        (await DecideAsync("Bearer secret")).Allowed.ShouldBeTrue();

        _f.Transport.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Decide_AfterAMinute_AsksAgain()
    {
        Answers(Known, Allowed, Unknown);
        await DecideAsync("Bearer secret");
        _f.Time.Advance(TimeSpan.FromMinutes(1));

        (await DecideAsync("Bearer secret")).StatusCode.ShouldBe(401);
    }

    [Fact]
    public async Task Decide_RefusedAndGrantedMeanwhile_IsAllowedAfterTenSeconds()
    {
        Answers(Known, Denied, Known, Allowed);
        await DecideAsync("Bearer secret");
        (await DecideAsync("Bearer secret")).StatusCode.ShouldBe(403);
        _f.Time.Advance(TimeSpan.FromSeconds(10));

        (await DecideAsync("Bearer secret")).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Decide_AnotherTokenOrPath_IsAnotherQuestion()
    {
        Answers(Known, Allowed, Unknown, Known, Denied);
        await DecideAsync("Bearer secret");

        (await DecideAsync("Bearer other")).StatusCode.ShouldBe(401);
        (await _access.DecideAsync("Bearer secret", "get", "/debug", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(403);
    }

    [Fact]
    public async Task Decide_FloodOfUnknownTokens_DoesNotPushOutWhoMay()
    {
        Answers(Known, Allowed);
        await DecideAsync("Bearer secret");
        for (var n = 0; n < 3000; n++)
        {
            Answers(Unknown);
            await DecideAsync($"Bearer made-up-{n}");
        }

        (await DecideAsync("Bearer secret")).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Decide_OwnAccountMayNotAsk_Is503AndSaysSo()
    {
        _f.Transport.Answer(HttpStatusCode.Forbidden, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"no"}""");

        var decision = await DecideAsync("Bearer secret");

        decision.StatusCode.ShouldBe(503);
        decision.Reason.ShouldContain("this program's account may not create tokenreviews and subjectaccessreviews");
    }

    [Fact]
    public async Task Decide_ApiServerFails_Is503LoggedOnceAndNotRemembered()
    {
        Fails();
        Fails();
        Answers(Known, Allowed);

        (await DecideAsync("Bearer secret")).StatusCode.ShouldBe(503);
        (await DecideAsync("Bearer secret")).StatusCode.ShouldBe(503);
        (await DecideAsync("Bearer secret")).Allowed.ShouldBeTrue();

        _logger.Count(LogLevel.Warning).ShouldBe(1);
    }

    private Task<AccessDecision> DecideAsync(string? authorization) =>
        _access.DecideAsync(authorization, "get", "/metrics", TestContext.Current.CancellationToken).AsTask();

    private void Fails() =>
        _f.Transport.Answer(HttpStatusCode.InternalServerError, """{"kind":"Status","status":"Failure","reason":"InternalError","code":500,"message":"etcd"}""");

    private void Answers(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            _f.Transport.Answer(HttpStatusCode.Created, body);
        }
    }
}
