using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Configuration;
using Gko.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>Real connections to a server on the loopback address, whose answers tell how it was reached.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TestCertificates _certificates = new();
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private WebApplication? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Connect_RightHostAndPrivateAuthority_UsesHttp2()
    {
        var connection = await StartAsync("localhost");

        (await AskAsync(connection))["protocol"].ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task Connect_CertificateOfAnotherHost_IsRefusedDespiteThePrivateAuthority()
    {
        var connection = await StartAsync("other.test");

        var error = await Should.ThrowAsync<HttpRequestException>(() => AskAsync(connection));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        error.InnerException.ShouldBeOfType<AuthenticationException>().Message.ShouldContain("RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task Connect_TlsServerName_IsVerifiedInsteadOfTheHost()
    {
        var connection = await StartAsync("other.test");

        (await AskAsync(connection with { TlsServerName = "other.test" }))["host"].ShouldBe("other.test");
        await Should.ThrowAsync<HttpRequestException>(() => AskAsync(connection with { TlsServerName = "third.test" }));
    }

    [Fact]
    public async Task Connect_CertificateOfAnotherAuthority_IsRefused()
    {
        var connection = await StartAsync("localhost");
        using var others = new TestCertificates();

        var error = await Should.ThrowAsync<HttpRequestException>(() => AskAsync(connection with { TrustedRoots = new TrustedRoots(others.Roots) }));

        error.InnerException.ShouldBeOfType<AuthenticationException>().Message.ShouldContain("certificate chain");
    }

    [Fact]
    public async Task Connect_SystemAuthorities_DoNotKnowThePrivateOne()
    {
        var connection = await StartAsync("localhost");

        await Should.ThrowAsync<HttpRequestException>(() => AskAsync(connection with { TrustedRoots = null }));
    }

    [Fact]
    public async Task Connect_SkipTlsVerify_AcceptsAnything()
    {
        var connection = await StartAsync("other.test");

        (await AskAsync(connection with { TrustedRoots = null, SkipTlsVerify = true }))["protocol"].ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task Connect_RenewedClientCertificate_IsUsedWithinAMinute()
    {
        var connection = await StartAsync("localhost");
        var source = WriteClientCertificate("ann");
        using var client = NewClient(connection with { Credentials = source });
        (await AskAsync(client))["client"].ShouldBe("CN=ann");

        Rewrite("bob");

        (await AskAsync(client))["client"].ShouldBe("CN=ann");
        _time.Advance(TimeSpan.FromSeconds(60));
        (await AskAsync(client))["client"].ShouldBe("CN=bob");
    }

    [Fact]
    public async Task Connect_HalfRenewedClientCertificate_KeepsTheOldOne()
    {
        var connection = await StartAsync("localhost");
        var source = WriteClientCertificate("ann");
        using var client = NewClient(connection with { Credentials = source });

        File.WriteAllText(_folder.Of("tls.crt"), _certificates.ForClient("bob").Certificate);
        File.SetLastWriteTimeUtc(_folder.Of("tls.crt"), DateTime.UtcNow.AddMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(60));

        (await AskAsync(client))["client"].ShouldBe("CN=ann");
    }

    [Fact]
    public async Task Connect_AuthorityReplaced_IsTrustedAtTheNextConnection()
    {
        var connection = await StartAsync("localhost");
        using var others = new TestCertificates();
        var path = _folder.Write("ca.crt", others.AuthorityPem);
        using var client = NewClient(connection with { TrustedRoots = RootsOf(path) });
        await Should.ThrowAsync<HttpRequestException>(() => AskAsync(client));

        File.WriteAllText(path, _certificates.AuthorityPem);

        (await AskAsync(client))["protocol"].ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task Connect_AuthorityReplacedByALink_IsTrustedWithinAMinute()
    {
        var connection = await StartAsync("localhost");
        using var others = new TestCertificates();
        var link = _folder.Of("ca.crt");
        File.CreateSymbolicLink(link, _folder.Write("good.crt", _certificates.AuthorityPem));
        var roots = RootsOf(link);
        var before = roots.Certificates;
        using var client = NewClient(connection with { TrustedRoots = roots });
        (await AskAsync(client))["protocol"].ShouldBe("HTTP/2");

        // As the kubelet does: the path stays, and what it leads to is another file.
        File.Delete(_folder.Of("good.crt"));
        File.WriteAllText(_folder.Of("good.crt"), others.AuthorityPem);
        roots.Certificates.ShouldBeSameAs(before);
        _time.Advance(TimeSpan.FromSeconds(60));

        await Should.ThrowAsync<HttpRequestException>(() => AskAsync(client));
    }

    [Fact]
    public async Task Connect_AuthorityReplacedByNonsense_KeepsTheOldOne()
    {
        var connection = await StartAsync("localhost");
        var path = _folder.Write("ca.crt", _certificates.AuthorityPem);
        using var client = NewClient(connection with { TrustedRoots = RootsOf(path) });

        File.WriteAllText(path, "half a certifi");
        _time.Advance(TimeSpan.FromSeconds(60));

        (await AskAsync(client))["protocol"].ShouldBe("HTTP/2");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task Connect_Proxy_IsGoneThroughWithItsCredentials(string scheme)
    {
        var connection = await StartAsync("localhost");
        await using var proxy = new TunnelProxy("ann", "s p");

        var answer = await AskAsync(connection with { Proxy = new Uri($"{scheme}://ann:s%20p@127.0.0.1:{proxy.Port}") });

        answer["protocol"].ShouldBe("HTTP/2");
        proxy.Tunnels.ShouldBe([$"localhost:{connection.Server.Port}"]);
    }

    private TrustedRoots RootsOf(string path) => new(new PemSource("authority", path, null), _time, NullLogger.Instance);

    private ClientCertificate WriteClientCertificate(string name)
    {
        Rewrite(name);
        return new ClientCertificate(
            new PemSource("certificate", _folder.Of("tls.crt"), null), new PemSource("key", _folder.Of("tls.key"), null), _time, NullLogger.Instance);
    }

    private void Rewrite(string name)
    {
        var (certificate, key) = _certificates.ForClient(name);
        var touched = File.Exists(_folder.Of("tls.crt")) ? DateTime.UtcNow.AddMinutes(1) : DateTime.UtcNow;
        File.SetLastWriteTimeUtc(_folder.Write("tls.crt", certificate), touched);
        File.SetLastWriteTimeUtc(_folder.Write("tls.key", key), touched);
    }

    private async Task<KubeConnection> StartAsync(string certificateHost)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var certificate = _certificates.ForHost(certificateHost);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        })));
        _server = builder.Build();
        _server.Run(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$$"""
                {"metadata":{"name":"a"},"data":{
                  "protocol":"{{{context.Request.Protocol}}}","host":"{{{context.Request.Host.Host}}}",
                  "client":"{{{context.Connection.ClientCertificate?.Subject}}}"}}
                """);
        });
        await _server.StartAsync(Ct);
        var port = new Uri(_server.Urls.Single()).Port;
        return new KubeConnection { Server = new Uri($"https://localhost:{port}"), TrustedRoots = new TrustedRoots(_certificates.Roots) };
    }

    private KubeClient NewClient(KubeConnection connection) => new(connection, _time, NullLogger<KubeClient>.Instance);

    private async Task<Dictionary<string, string>> AskAsync(KubeConnection connection)
    {
        using var client = NewClient(connection);
        return await AskAsync(client);
    }

    private static async Task<Dictionary<string, string>> AskAsync(KubeClient client) =>
        (await client.GetAsync<ConfigMap>(new ObjectKey("ns", "a"), Ct)).Data!;
}
