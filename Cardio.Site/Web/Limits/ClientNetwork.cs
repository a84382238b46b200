using System.Net;
using System.Net.Sockets;

namespace Cardio.Site.Web.Limits;

/// <summary>Decides which network addresses count as one client.</summary>
internal static class ClientNetwork
{
    /// <summary>Returns the IPv4 address, or the /64 prefix of an IPv6 address: one subscriber owns all its 2⁶⁴ addresses.</summary>
    public static string FromAddress(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.MapToIPv4().ToString();
}
