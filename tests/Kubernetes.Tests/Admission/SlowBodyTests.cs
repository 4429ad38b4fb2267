using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gko.Kubernetes.Admission;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Callers that announce a body and then take their time.</summary>
public sealed class SlowBodyTests
{
    [Fact]
    public async Task Post_BodyStops_IsRefusedAtTheDeadline()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(time);
        using var caller = await CallAsync(server, "/w?timeout=5s", announced: 1000);
        await SendAsync(caller, """{"kind":"AdmissionReview",""");

        (await time.WaitForTimerAsync()).ShouldBe(TimeSpan.FromSeconds(4.5));
        time.Advance(TimeSpan.FromSeconds(4.5));

        (await ReadLineAsync(caller)).ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact]
    public async Task Post_OthersTrickle_IsAnsweredMeanwhile()
    {
        await using var server = await StartAsync(new FakeTimeProvider());
        var callers = new List<TcpClient>();
        for (var index = 0; index < 200; index++)
        {
            callers.Add(await CallAsync(server, "/w", announced: 1000));
            await SendAsync(callers[^1], "{");
        }

        var response = await server.ReviewAsync("/w", new ReviewBuilder().Build());

        response["allowed"]!.GetValue<bool>().ShouldBeTrue();
        callers.ForEach(caller => caller.Dispose());
    }

    [Fact]
    public async Task Post_LargeBodyAnnouncedButNotSent_TakesLittleMemory()
    {
        const int Callers = 50;
        await using var server = await StartAsync(new FakeTimeProvider());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var callers = new List<TcpClient>();
        for (var index = 0; index < Callers; index++)
        {
            // The server says that it wants the body when it begins to read.
            callers.Add(await CallAsync(server, "/w", AdmissionBody.Limit, "Expect: 100-continue\r\n"));
            (await ReadLineAsync(callers[^1])).ShouldBe("HTTP/1.1 100 Continue");
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(Callers * AdmissionBody.Limit / 8);
        callers.ForEach(caller => caller.Dispose());
    }

    private static Task<WebhookServer> StartAsync(TimeProvider time) =>
        WebhookServer.StartAsync(app => app.MapValidator("/w", new ScriptedWebhook(AdmissionVerdict.Allow)), time);

    private static async Task<TcpClient> CallAsync(WebhookServer server, string path, int announced, string header = "")
    {
        var address = server.Client.BaseAddress!;
        var caller = new TcpClient();
        await caller.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await SendAsync(caller, string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: webhook\r\nContent-Type: application/json\r\nContent-Length: {announced}\r\n{header}\r\n"));
        return caller;
    }

    private static Task SendAsync(TcpClient caller, string text) =>
        caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    private static async Task<string?> ReadLineAsync(TcpClient caller)
    {
        using var reader = new StreamReader(caller.GetStream(), Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
