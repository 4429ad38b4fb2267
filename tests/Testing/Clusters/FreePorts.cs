using System.Net;
using System.Net.Sockets;

namespace Gko.Testing.Clusters;

/// <summary>
/// Loopback ports that nobody listened on a moment ago; for processes that cannot choose their own. They are below those that
/// systems give to outgoing connections, one of which might take a port before its process does.
/// </summary>
public static class FreePorts
{
    private const int Lowest = 10_000;
    private const int Highest = 32_767;

    /// <summary>As many different free ports as asked for.</summary>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            while (listeners.Count < count)
            {
                if (Listen(Random.Shared.Next(Lowest, Highest + 1)) is { } listener)
                {
                    listeners.Add(listener);
                }
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener? Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            // Somebody has it.
            listener.Dispose();
            return null;
        }
    }
}
