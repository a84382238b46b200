using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Limits;

/// <summary>How much the site takes on, section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Requests a second that one client may keep up: an account, else an address. More is refused with 429.</summary>
    [Range(1, 1_000_000)]
    public int ClientRequestsPerSecond { get; set; } = 100;

    /// <summary>Requests that one client may send at once on top, before <see cref="ClientRequestsPerSecond"/> holds.</summary>
    [Range(1, 1_000_000)]
    public int ClientBurst { get; set; } = 500;

    /// <summary>Requests in work at once, over all clients. More wait, up to as many again; then they are refused with 503.</summary>
    [Range(1, 100_000)]
    public int ConcurrentRequests { get; set; } = 256;
}
