using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Tests.Admission;
using Gko.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Certificates;

/// <summary>Real handshakes over loopback.</summary>
public sealed class CertificateReloadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handshake_AfterTheStoreChanged_PresentsTheNewCertificateWithoutARestart()
    {
        CertificateBundle first = TestCertificates.Bundle(), second = TestCertificates.Bundle();
        var source = new ScriptedCertificateSource(PairOf(first));
        var store = Store(source);
        await store.RefreshAsync(Ct);
        await using var app = await ServeAsync(store);
        using var early = await HandshakeAsync(app, first);

        source.Pair = PairOf(second);
        await store.RefreshAsync(Ct);
        using var late = await HandshakeAsync(app, second);

        early.RemoteCertificate!.GetSerialNumberString().ShouldBe(TestCertificates.SerialOf(PairOf(first)));
        late.RemoteCertificate!.GetSerialNumberString().ShouldBe(TestCertificates.SerialOf(PairOf(second)));
    }

    [Fact]
    public async Task Handshake_ClientOffersHttp2_GetsIt()
    {
        var bundle = TestCertificates.Bundle();
        var store = Store(new ScriptedCertificateSource(PairOf(bundle)));
        await store.RefreshAsync(Ct);
        await using var app = await ServeAsync(store);

        using var connection = await HandshakeAsync(app, bundle);

        connection.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http2);
    }

    [Fact]
    public async Task Handshake_RotatedAuthority_IsTrustedThroughEitherBundle()
    {
        // The certificate is still the old authority's while the new one is being announced.
        var now = TimeProvider.System.GetUtcNow();
        var rotation = new CertificateRotation(TestCertificates.Options with { AuthorityLifetime = TimeSpan.FromDays(400), CertificateLifetime = TimeSpan.FromDays(390) });
        var old = rotation.Next(null, now.AddDays(-268));
        var announced = rotation.Next(old, now);
        announced.Trusted().Count.ShouldBe(2);
        var store = Store(new ScriptedCertificateSource(PairOf(announced)));
        await store.RefreshAsync(Ct);
        await using var app = await ServeAsync(store);

        using var byOld = await HandshakeAsync(app, old);
        using var byNew = await HandshakeAsync(app, announced);

        byOld.IsAuthenticated.ShouldBeTrue();
        byNew.IsAuthenticated.ShouldBeTrue();
    }

    [Fact]
    public async Task Handshake_NoCertificateYet_FailsAndSucceedsLater()
    {
        var bundle = TestCertificates.Bundle();
        var source = new ScriptedCertificateSource(PairOf(bundle));
        var store = Store(source);
        await using var app = await ServeAsync(store);

        var failure = await Record.ExceptionAsync(async () => (await HandshakeAsync(app, bundle)).Dispose());
        await store.RefreshAsync(Ct);
        using var later = await HandshakeAsync(app, bundle);

        (failure is IOException or AuthenticationException).ShouldBeTrue(failure?.ToString());
        later.IsAuthenticated.ShouldBeTrue();
    }

    [Fact]
    public async Task Handshake_AThousandWhileAllIsRotated_NoneFails()
    {
        // Callers always trust what was announced a step ago. Two authorities and five certificates follow each other.
        var time = new FakeTimeProvider();
        var options = TestCertificates.Options with
        {
            AuthorityLifetime = TimeSpan.FromHours(12), CertificateLifetime = TimeSpan.FromHours(4), Overlap = TimeSpan.FromMinutes(10),
        };
        var authority = new SelfSignedAuthority(options, null, time, NullLogger<SelfSignedAuthority>.Instance);
        var store = new CertificateStore(authority, time, NullLogger<CertificateStore>.Instance, "webhook.ops.svc");
        await store.RefreshAsync(Ct);
        await using var app = await ServeAsync(store);
        var announced = await authority.EnsureAsync(Ct);
        var (certificates, bundles) = (new HashSet<string>(), new HashSet<string>());

        for (var step = 0; step < 200; step++)
        {
            var verifiedAt = time.GetUtcNow();
            var handshakes = Enumerable.Range(0, 5).Select(_ => HandshakeAsync(app, announced, verifiedAt)).ToList();
            time.Advance(TimeSpan.FromMinutes(4));
            await store.RefreshAsync(Ct);
            foreach (var connection in await Task.WhenAll(handshakes))
            {
                certificates.Add(connection.RemoteCertificate!.GetSerialNumberString());
                await connection.DisposeAsync();
            }

            bundles.Add(announced.Authorities);
            announced = await authority.EnsureAsync(Ct);
            store.Problem.ShouldBeNull();
        }

        certificates.Count.ShouldBeGreaterThan(3);
        bundles.Count.ShouldBeGreaterThan(1);
    }

    private static CertificatePair PairOf(CertificateBundle bundle) => new(bundle.Certificate, bundle.Key);

    private static CertificateStore Store(ICertificateSource source) =>
        new(source, TimeProvider.System, NullLogger<CertificateStore>.Instance);

    private static async Task<WebApplication> ServeAsync(CertificateStore store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseWebhookCertificates(store)));
        var app = builder.Build();
        await app.StartAsync(Ct);
        return app;
    }

    /// <summary>Connects as the API server does: by service name, trusting the bundle and nothing else.</summary>
    private static async Task<SslStream> HandshakeAsync(WebApplication app, CertificateBundle trusted, DateTimeOffset? at = null)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.Single()).Port, Ct);
        var stream = new SslStream(socket.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trusted.Trusted());
        if (at is { } moment)
        {
            policy.VerificationTime = moment.LocalDateTime;
            policy.VerificationTimeIgnored = false;
        }

        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "webhook.ops.svc",
                CertificateChainPolicy = policy,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            },
            Ct);
        return stream;
    }
}
