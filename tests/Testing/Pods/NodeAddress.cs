using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Gko.Testing.Pods;

/// <summary>The address at which pods are reached. An EndpointSlice takes none of loopback.</summary>
public static class NodeAddress
{
    /// <summary>What a test says that has to do without.</summary>
    public const string Missing = "this machine has no other IPv4 address than that of loopback, which Services cannot lead to";

    /// <summary>An IPv4 address of this machine; null when it has none but loopback.</summary>
    public static string? Value { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(one => one.Address)
        .FirstOrDefault(address => address.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(address) && !IsLinkLocal(address))?
        .ToString();

    private static bool IsLinkLocal(IPAddress address) => address.GetAddressBytes() is [169, 254, ..];
}
