using System.Net;
using System.Net.Sockets;

namespace Cardio.Testing;

internal static class Ports
{
    /// <summary>Finds a free port on the loopback address.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
