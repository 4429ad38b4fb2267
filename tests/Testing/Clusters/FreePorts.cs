using System.Net;
using System.Net.Sockets;

namespace Gko.Testing.Clusters;

/// <summary>Loopback ports that nobody listened on a moment ago; for processes that cannot choose their own.</summary>
public static class FreePorts
{
    /// <summary>As many different free ports as asked for.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. listeners.Select(listener =>
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            })];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }
}
