using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Hosting;

/// <summary>Settings of the way to the site, section <c>Https</c>.</summary>
public sealed class HttpsOptions
{
    /// <summary>Whether requests by plain http are sent to https; null for: outside Development.</summary>
    public bool? Required { get; set; }

    /// <summary>Whether the last proxy's <c>X-Forwarded-For</c> and <c>-Proto</c> are believed; null for: on Heroku, where <c>DYNO</c> is set.</summary>
    public bool? BehindProxy { get; set; }

    /// <summary>
    /// Proxies between the client and the site, such as a CDN in front of a router: the client's address is this entry of
    /// <c>X-Forwarded-For</c>, counted from the right.
    /// </summary>
    [Range(1, 10)]
    public int ProxyHops { get; set; } = 1;
}
