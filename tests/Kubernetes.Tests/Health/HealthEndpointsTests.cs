using System.Net;
using Gko.Kubernetes.Health;
using Gko.Kubernetes.Tests.Admission;

namespace Gko.Kubernetes.Tests.Health;

public sealed class HealthEndpointsTests
{
    private static readonly HealthCheck Caches = HealthCheck.Of("caches", () => true, "");
    private static readonly HealthCheck Webhook = HealthCheck.Of("webhook", () => false, "no certificate yet");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_AllPass_IsOk() =>
        (await GetAsync("/readyz", Caches)).ShouldBe((HttpStatusCode.OK, "ok"));

    [Fact]
    public async Task Get_NoChecks_IsOk() =>
        (await GetAsync("/readyz")).ShouldBe((HttpStatusCode.OK, "ok"));

    [Fact]
    public async Task Get_TrailingSlash_IsTheSame() =>
        (await GetAsync("/readyz/", Caches)).ShouldBe((HttpStatusCode.OK, "ok"));

    [Fact]
    public async Task Get_Verbose_ListsTheChecks() =>
        (await GetAsync("/readyz?verbose", Caches)).ShouldBe((HttpStatusCode.OK, "[+]caches ok\nreadyz check passed\n"));

    [Fact]
    public async Task Get_OneFails_Is500WithTheReason() =>
        (await GetAsync("/readyz", Caches, Webhook)).ShouldBe(
            (HttpStatusCode.InternalServerError, "[+]caches ok\n[-]webhook failed: no certificate yet\nreadyz check failed\n"));

    [Fact]
    public async Task Get_FailingCheckExcluded_IsOk() =>
        (await GetAsync("/readyz?exclude=webhook&verbose", Caches, Webhook)).ShouldBe(
            (HttpStatusCode.OK, "[+]caches ok\n[+]webhook excluded: ok\nreadyz check passed\n"));

    [Fact]
    public async Task Get_ExcludedCheckUnknown_Warns() =>
        (await GetAsync("/readyz?exclude=nope&verbose", Caches)).ShouldBe(
            (HttpStatusCode.OK,
            "[+]caches ok\nwarn: some health checks cannot be excluded: no matches for \"nope\"\nreadyz check passed\n"));

    [Fact]
    public async Task Get_CheckThrows_CountsAsItsReason()
    {
        var broken = new HealthCheck("broken", _ => throw new InvalidOperationException("deadlock"));

        (await GetAsync("/readyz", broken)).ShouldBe(
            (HttpStatusCode.InternalServerError, "[-]broken failed: deadlock\nreadyz check failed\n"));
    }

    [Theory]
    [InlineData("/readyz/caches", HttpStatusCode.OK, "ok")]
    [InlineData("/readyz/webhook", HttpStatusCode.InternalServerError, "webhook failed: no certificate yet\n")]
    [InlineData("/readyz/other", HttpStatusCode.NotFound, "there is no readyz check of this name\n")]
    public async Task Get_SingleCheck_AnswersForIt(string path, HttpStatusCode status, string text) =>
        (await GetAsync(path, Caches, Webhook)).ShouldBe((status, text));

    [Fact]
    public async Task Head_AllPass_HasNoBody()
    {
        await using var server = await WebhookServer.StartAsync(app => app.MapHealth("/readyz", Caches));
        using var request = new HttpRequestMessage(HttpMethod.Head, "/readyz");

        using var answer = await server.Client.SendAsync(request, Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MapHealth_SameNameTwice_Throws() =>
        await Should.ThrowAsync<ArgumentException>(WebhookServer.StartAsync(app => app.MapHealth("/readyz", Caches, Caches)));

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, params HealthCheck[] checks)
    {
        await using var server = await WebhookServer.StartAsync(app => app.MapHealth("/readyz", checks));
        using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }
}
