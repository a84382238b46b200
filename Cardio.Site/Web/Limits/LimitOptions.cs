using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Limits;

/// <summary>Request limits of the site, section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Sustained requests per second of one client (account or address). The site rejects more with 429.</summary>
    [Range(1, 1_000_000)]
    public int ClientRequestsPerSecond { get; set; } = 100;

    /// <summary>Requests that one client may send in a burst before <see cref="ClientRequestsPerSecond"/> applies.</summary>
    [Range(1, 1_000_000)]
    public int ClientBurst { get; set; } = 500;

    /// <summary>Concurrent requests of all clients. The same number may wait; the site rejects more with 503.</summary>
    [Range(1, 100_000)]
    public int ConcurrentRequests { get; set; } = 256;
}
