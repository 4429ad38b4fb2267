using System.Security.Cryptography.X509Certificates;
using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Apim.Tests.Http;

public sealed class PooledConnectionsTests
{
    private const string Host = "apim.team.svc";

    [Fact]
    public async Task Import_ManyAtOnce_UsesEightConnections()
    {
        using var release = new SemaphoreSlim(0);
        var running = 0;
        var most = 0;
        await using var server = await TestServer.StartAsync(async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await release.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref running);
            await context.Response.WriteAsync("{}");
        });
        using var pool = Pool(new() { TimeoutSeconds = 0 });

        var imports = Enumerable.Range(0, 100).Select(_ => ImportAsync(pool, Plain(server))).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 8);
        release.Release(100);
        var results = await Task.WhenAll(imports);

        results.ShouldAllBe(result => result.IsSuccess);
        server.RequestsByConnection.Count.ShouldBeLessThanOrEqualTo(8);
        most.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public async Task Import_ManyContexts_ShareTheTotalLimit()
    {
        var running = 0;
        var most = 0;
        using var release = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await release.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref running);
            await context.Response.WriteAsync("{}");
        });
        using var pool = Pool(new() { TimeoutSeconds = 0, MaxConcurrentRequests = 3 });

        var imports = Enumerable.Range(0, 20)
            .Select(i => ImportAsync(pool, Plain(server) with { Credentials = ApimCredentials.Bearer($"token-{i}") }))
            .ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 3);
        release.Release(20);
        await Task.WhenAll(imports);

        most.ShouldBeLessThanOrEqualTo(3);
        pool.Contexts.ShouldBe(20);
    }

    [Fact]
    public async Task Import_ServerGone_IsUnreachable()
    {
        var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"));
        var connection = Plain(server);
        await server.DisposeAsync();
        using var pool = Pool(new());

        var error = (await ImportAsync(pool, connection)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Unreachable);
        error.Message.ShouldContain("Connection refused");
    }

    [Fact]
    public async Task Import_ConnectionReset_IsUnreachable()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var pool = Pool(new());

        (await ImportAsync(pool, Plain(server))).Error!.Kind.ShouldBe(ApimErrorKind.Unreachable);
    }

    [Fact]
    public async Task ConnectTo_ClusterName_ReachesTheGivenAddress()
    {
        string? host = null;
        await using var server = await TestServer.StartAsync(context =>
        {
            host = context.Request.Host.Value;
            return context.Response.WriteAsync("{}");
        });
        using var pool = Pool(new() { ConnectTo = (name, port) => name == Host && port == 8083 ? ("localhost", server.Port) : null });

        (await ImportAsync(pool, new() { BaseUrl = $"http://{Host}:8083" })).IsSuccess.ShouldBeTrue();
        host.ShouldBe($"{Host}:8083");
    }

    [Fact]
    public async Task Tls_UnknownAuthority_IsUnreachable()
    {
        var (_, certificate) = TestServer.Certificates(Host);
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"), certificate);
        using var pool = Pool(Tls(server));

        var error = (await ImportAsync(pool, Secure)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Unreachable);
        error.Message.ShouldContain("SSL");
    }

    [Fact]
    public async Task Tls_VerificationSkipped_SpeaksHttp2()
    {
        var (_, certificate) = TestServer.Certificates("some.other.name");
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"), certificate);
        using var pool = Pool(Tls(server) with { InsecureSkipCertVerify = true });

        (await ImportAsync(pool, Secure)).IsSuccess.ShouldBeTrue();
        server.Protocols.ShouldHaveSingleItem().ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task TrustStore_HoldsTheAuthority_IsTrusted()
    {
        using var file = new TemporaryFile();
        var (authority, certificate) = TestServer.Certificates(Host);
        file.Write(authority.ExportCertificatePem());
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"), certificate);
        using var pool = Pool(Tls(server) with { TrustStorePath = file.Path });

        (await ImportAsync(pool, Secure)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task TrustStore_OtherHostName_IsRefused()
    {
        using var file = new TemporaryFile();
        var (authority, certificate) = TestServer.Certificates("some.other.name");
        file.Write(authority.ExportCertificatePem());
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"), certificate);
        using var pool = Pool(Tls(server) with { TrustStorePath = file.Path });

        (await ImportAsync(pool, Secure)).Error!.Kind.ShouldBe(ApimErrorKind.Unreachable);
    }

    [Fact]
    public async Task TrustStore_FileChanges_IsReadAgain()
    {
        using var file = new TemporaryFile();
        var (wrong, _) = TestServer.Certificates(Host);
        var (authority, certificate) = TestServer.Certificates(Host);
        file.Write(wrong.ExportCertificatePem());
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"), certificate);
        var time = new FakeTimeProvider();
        using var pool = Pool(Tls(server) with { TrustStorePath = file.Path }, time);

        (await ImportAsync(pool, Secure, time)).IsSuccess.ShouldBeFalse();
        file.Write(authority.ExportCertificatePem());
        time.Advance(TimeSpan.FromSeconds(5));

        (await ImportAsync(pool, Secure, time)).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate in here")]
    public async Task TrustStore_Unusable_IsUnreachableAndNamesTheFile(string? content)
    {
        using var file = new TemporaryFile();
        if (content is not null)
        {
            file.Write(content);
        }

        using var pool = Pool(new() { TrustStorePath = file.Path });

        var error = (await ImportAsync(pool, Secure)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Unreachable);
        error.Message.ShouldContain($"trust store [{file.Path}] is unusable");
    }

    [Fact]
    public async Task Proxy_Configured_CarriesTheRequest()
    {
        (string Target, string? Login) seen = default;
        await using var proxy = await TestServer.StartAsync(context =>
        {
            if (context.Request.Headers.ProxyAuthorization.Count == 0)
            {
                context.Response.StatusCode = 407;
                context.Response.Headers.ProxyAuthenticate = "Basic realm=proxy";
                return Task.CompletedTask;
            }

            seen = (context.Request.Host.Value!, context.Request.Headers.ProxyAuthorization);
            return context.Response.WriteAsync("{}");
        });
        using var pool = Pool(new()
        {
            Proxy = new() { Enabled = true, Url = $"http://127.0.0.1:{proxy.Port}", Username = "me", Password = "p" },
        });

        (await ImportAsync(pool, new() { BaseUrl = "http://apim.invalid" })).Error.ShouldBeNull();
        seen.ShouldBe(("apim.invalid", "Basic bWU6cA=="));
    }

    [Fact]
    public async Task Proxy_InvalidUrl_IsUnreachable()
    {
        using var pool = Pool(new() { Proxy = new() { Enabled = true, Url = "no url" } });

        (await ImportAsync(pool, Secure)).Error!.Message.ShouldContain("proxy URL [no url] is invalid");
    }

    [Fact]
    public async Task Contexts_UnusedForLong_AreForgotten()
    {
        await using var server = await TestServer.StartAsync(context => context.Response.WriteAsync("{}"));
        var time = new FakeTimeProvider();
        using var pool = Pool(new(), time);
        await ImportAsync(pool, Plain(server) with { Credentials = ApimCredentials.Bearer("old") }, time);

        time.Advance(TimeSpan.FromMinutes(9));
        await ImportAsync(pool, Plain(server), time);
        pool.Contexts.ShouldBe(2);
        time.Advance(TimeSpan.FromMinutes(1));
        await ImportAsync(pool, Plain(server), time);

        pool.Contexts.ShouldBe(1);
    }

    private static ApimConnection Secure => new() { BaseUrl = $"https://{Host}", OrganizationId = "O", EnvironmentId = "E" };

    private static ApimConnection Plain(TestServer server) =>
        new() { BaseUrl = $"http://127.0.0.1:{server.Port}", OrganizationId = "O", EnvironmentId = "E" };

    private static ApimClientOptions Tls(TestServer server) =>
        new() { ConnectTo = (_, _) => ("localhost", server.Port), Proxy = new() };

    private static ApimHttpClientPool Pool(ApimClientOptions options, TimeProvider? time = null) =>
        new(options, time ?? TimeProvider.System, NullLogger<ApimHttpClientPool>.Instance);

    private static Task<ApimResult<ImportStatus>> ImportAsync(
        ApimHttpClientPool pool, ApimConnection connection, TimeProvider? time = null) =>
        new ApimClient(pool, time ?? TimeProvider.System, NullLogger<ApimClient>.Instance)
            .ImportApiAsync(connection, "{}"u8.ToArray(), false, TestContext.Current.CancellationToken);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Write(string content) => File.WriteAllText(Path, content);

        public void Dispose() => File.Delete(Path);
    }
}
