using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.Apim.Tests.Http;
using Gko.Kubernetes.LeaderElection;
using Gko.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Apim.Tests.Client;

public sealed class FenceTests : IAsyncDisposable
{
    private readonly LeadershipFence _fence = new();
    private readonly SemaphoreSlim _release = new(0);
    private ApimHttpClientPool? _pool;
    private TestServer? _server;
    private volatile bool _leads = true;
    private int _running;
    private string? _term;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_NobodyLeads_DoesNotLeave()
    {
        var client = await StartAsync();

        await Should.ThrowAsync<LeadershipLostException>(() => client.PingAsync(Connection, Ct));
        await Should.ThrowAsync<LeadershipLostException>(() => client.ImportApiAsync(Connection, "{}"u8.ToArray(), false, Ct));
        await Should.ThrowAsync<LeadershipLostException>(() => client.DeleteApiAsync(Connection, "id", Ct));

        _server!.RequestsByConnection.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_UnderATerm_TellsIt()
    {
        var client = await StartAsync();
        using var open = Open();
        _release.Release();

        (await client.ImportApiAsync(Connection, "{}"u8.ToArray(), false, Ct)).IsSuccess.ShouldBeTrue();

        _term.ShouldBe("3");
    }

    [Fact]
    public async Task Call_WaitedForItsTurnUntilTheTermWasOver_DoesNotLeave()
    {
        var client = await StartAsync();
        using var open = Open();
        var first = client.ImportApiAsync(Connection, "{}"u8.ToArray(), false, Ct);
        await Eventually.TrueAsync(() => Volatile.Read(ref _running) == 1);
        var second = client.ImportApiAsync(Connection, "{}"u8.ToArray(), false, Ct);

        _leads = false;
        _release.Release();

        (await first).IsSuccess.ShouldBeTrue();
        await Should.ThrowAsync<LeadershipLostException>(second);
        _server!.RequestsByConnection.Values.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Body_TermOverWhileTheConnectionOpens_IsNotWritten()
    {
        using var open = Open();
        using var content = new FencedContent("{}"u8.ToArray(), _fence);
        using var written = new MemoryStream();

        _leads = false;

        await Should.ThrowAsync<LeadershipLostException>(() => content.CopyToAsync(written, Ct));
        written.Length.ShouldBe(0);
        content.Headers.ContentLength.ShouldBe(2);
    }

    public async ValueTask DisposeAsync()
    {
        _pool?.Dispose();
        _release.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private ApimConnection Connection => new() { BaseUrl = $"http://127.0.0.1:{_server!.Port}", OrganizationId = "O", EnvironmentId = "E" };

    private IDisposable Open() => _fence.Open(new LeadershipToken(3, () => _leads, CancellationToken.None, CancellationToken.None));

    private async Task<ApimClient> StartAsync()
    {
        _server = await TestServer.StartAsync(async context =>
        {
            _term = context.Request.Headers["X-Gko-Term"];
            Interlocked.Increment(ref _running);
            await _release.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("{}");
        });
        _pool = new(new() { TimeoutSeconds = 0, MaxConcurrentRequests = 1 }, TimeProvider.System, NullLogger<ApimHttpClientPool>.Instance);
        return new ApimClient(_pool, TimeProvider.System, NullLogger<ApimClient>.Instance, fence: _fence);
    }
}
