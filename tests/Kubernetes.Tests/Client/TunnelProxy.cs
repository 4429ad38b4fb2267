using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>A proxy that speaks both HTTP CONNECT and SOCKS5, and lets in only who knows the password.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _tunnels = new();
    private readonly string _user;
    private readonly string _password;
    private readonly Task _accepting;

    public TunnelProxy(string user, string password)
    {
        (_user, _password) = (user, password);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where tunnels were dug to.</summary>
    public IReadOnlyList<string> Tunnels => [.. _tunnels];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        var stream = client.GetStream();
        var first = await ReadAsync(stream, 1);
        var target = first[0] == 5 ? await NegotiateSocksAsync(stream) : await NegotiateHttpAsync(stream);
        if (target is not { } address)
        {
            return;
        }

        _tunnels.Enqueue($"{address.Host}:{address.Port}");
        using var server = new TcpClient(address.Host, address.Port);
        var there = stream.CopyToAsync(server.GetStream());
        await Task.WhenAny(there, server.GetStream().CopyToAsync(stream));
    }

    private async Task<DnsEndPoint?> NegotiateSocksAsync(NetworkStream stream)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        if (!methods.Contains((byte)2))
        {
            return null;
        }

        await stream.WriteAsync(new byte[] { 5, 2 });
        await ReadAsync(stream, 1);
        var user = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var password = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        if (user != _user || password != _password)
        {
            await stream.WriteAsync(new byte[] { 1, 1 });
            return null;
        }

        await stream.WriteAsync(new byte[] { 1, 0 });
        var kind = (await ReadAsync(stream, 4))[3];
        var host = kind == 3
            ? Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]))
            : new IPAddress(await ReadAsync(stream, kind == 1 ? 4 : 16)).ToString();
        var port = await ReadAsync(stream, 2);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        return new DnsEndPoint(host, (port[0] << 8) | port[1]);
    }

    private async Task<DnsEndPoint?> NegotiateHttpAsync(NetworkStream stream)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{_password}"));
        while (true)
        {
            var head = new StringBuilder();
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                head.Append((char)(await ReadAsync(stream, 1))[0]);
            }

            var request = head.ToString();
            if (request.Contains($"Proxy-Authorization: Basic {expected}", StringComparison.OrdinalIgnoreCase))
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                var target = request.Split(' ')[1].Split(':');
                return new DnsEndPoint(target[0], int.Parse(target[1]));
            }

            await stream.WriteAsync("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer);
        return buffer;
    }
}
