using System.Net;
using System.Net.Sockets;

namespace Cardio.Site.Web.Limits;

/// <summary>Whom the limits take for one client.</summary>
internal static class ClientNetwork
{
    /// <summary>The address; of IPv6 its first half, since who has one such address has 2⁶⁴ of them.</summary>
    public static string FromAddress(IPAddress address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address.MapToIPv4().ToString();
}
