using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gko.Testing.Chaos;

/// <summary>Carries bytes between clients and a server, TLS included, until it is told to do it badly.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpProxyConnection, byte> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting = Task.CompletedTask;

    /// <param name="server">Where the bytes go.</param>
    public TcpProxy(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>The loopback port that clients connect to.</summary>
    public int Port { get; }

    /// <summary>How many connections are open now.</summary>
    public int Connections => _connections.Count;

    /// <summary>Holds every piece of data back for that long.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Breaks all connections off with a reset.</summary>
    public void Reset()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>Forgets the present connections: they stay open, but nothing passes in either direction. New ones work.</summary>
    public void Freeze()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Freeze();
        }
    }

    /// <summary>Resets everything and refuses new connections until <see cref="Resume"/>.</summary>
    public async Task RefuseAsync()
    {
        _listener.Dispose();
        await _accepting;
        Reset();
    }

    /// <summary>Accepts connections again.</summary>
    public void Resume()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RefuseAsync();
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            _ = CarryAsync(new TcpProxyConnection(client, () => Delay));
        }
    }

    private async Task CarryAsync(TcpProxyConnection connection)
    {
        _connections.TryAdd(connection, 0);
        using (connection)
        {
            await connection.RunAsync(_server, _stop.Token);
        }

        _connections.TryRemove(connection, out _);
    }
}
