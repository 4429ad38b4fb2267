using System.Net;
using System.Net.Sockets;

namespace Gko.Testing.Chaos;

/// <summary>One client's connection and the one to the server behind it.</summary>
internal sealed class TcpProxyConnection(Socket client, Func<TimeSpan> delay) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _isFrozen;

    /// <summary>Carries both ways until one side is done or the connection is reset; failures only end it.</summary>
    public async Task RunAsync(IPEndPoint server, CancellationToken ct)
    {
        client.NoDelay = true;
        try
        {
            await _server.ConnectAsync(server, ct);
            await Task.WhenAll(PumpAsync(client, _server, ct), PumpAsync(_server, client, ct));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset();
        }
    }

    public void Freeze() => _isFrozen = true;

    public void Reset()
    {
        // With no time to linger, closing sends a reset instead of a farewell.
        foreach (var socket in new[] { client, _server })
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // It is gone already, which is what is wanted.
            }

            socket.Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await from.ReceiveAsync(buffer, ct);
            if (delay() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, ct);
            }

            // Whatever was sent to a frozen connection is swallowed, its end included.
            if (_isFrozen)
            {
                if (read == 0)
                {
                    return;
                }

                continue;
            }

            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            await to.SendAsync(buffer.AsMemory(0, read), ct);
        }
    }
}
