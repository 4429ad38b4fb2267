using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gko.Testing.Chaos;

/// <summary>Accepts connections and whatever is sent over them, and never says a word.</summary>
public sealed class BlackHole : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _swallowed = [];
    private readonly Task _accepting;

    public BlackHole()
    {
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where to find it.</summary>
    public Uri Url { get; }

    /// <summary>How many connections it has accepted.</summary>
    public int Connections => _swallowed.Count;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _swallowed)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _swallowed.Add(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
