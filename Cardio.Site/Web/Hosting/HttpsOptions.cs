using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Hosting;

/// <summary>Settings for https and proxies, section <c>Https</c>.</summary>
public sealed class HttpsOptions
{
    /// <summary>Whether plain http is redirected to https; null means outside Development.</summary>
    public bool? Required { get; set; }

    /// <summary>Whether to trust <c>X-Forwarded-For</c> and <c>-Proto</c>; null means on Heroku, which sets <c>DYNO</c>.</summary>
    public bool? BehindProxy { get; set; }

    /// <summary>
    /// Number of proxies between the client and the site, such as a CDN in front of a router.
    /// The client's address is this entry of <c>X-Forwarded-For</c>, counted from the right.
    /// </summary>
    [Range(1, 10)]
    public int ProxyHops { get; set; } = 1;
}
