using System.Net;
using System.Net.Sockets;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;

namespace Gko.Kubernetes.Tests.Client;

public sealed class KeepAliveTests
{
    private static readonly KubeConnection Defaults = new() { Server = new Uri("https://127.0.0.1") };

    [Fact]
    public void Create_Defaults_NoticeASilentConnectionWithinAMinute()
    {
        using var pool = ConnectionPool.Create(Defaults, null, null);

        // The runtime looks at its connections every quarter of the shorter time, once before the ping and once after it.
        var shorter = pool.KeepAlivePingDelay < pool.KeepAlivePingTimeout ? pool.KeepAlivePingDelay : pool.KeepAlivePingTimeout;
        (pool.KeepAlivePingDelay + pool.KeepAlivePingTimeout + (shorter / 2)).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        pool.KeepAlivePingPolicy.ShouldBe(HttpKeepAlivePingPolicy.WithActiveRequests);
    }

    [Fact]
    public async Task Create_Connections_AreKeptAliveByTcpToo()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = new DnsEndPoint("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port);

        await using var stream = await ConnectionPool.ConnectAsync(address, Defaults.KeepAlive, TestContext.Current.CancellationToken);

        var socket = ((NetworkStream)stream).Socket;
        ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!).ShouldNotBe(0);
        Seconds(SocketOptionName.TcpKeepAliveTime).ShouldBe(30);
        (Seconds(SocketOptionName.TcpKeepAliveInterval) * Seconds(SocketOptionName.TcpKeepAliveRetryCount)).ShouldBe(15);

        int Seconds(SocketOptionName name) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
    }
}
