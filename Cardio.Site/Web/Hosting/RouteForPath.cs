using System.Diagnostics;
using OpenTelemetry;

namespace Cardio.Site.Web.Hosting;

/// <summary>Traces tell which page was asked for, not the address: it can be a one-time link, or whatever else somebody wrote there.</summary>
internal sealed class RouteForPath : BaseProcessor<Activity>
{
    private const string Path = "url.path";

    /// <summary>Where no page was found the path goes without a replacement.</summary>
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Path) is not null) data.SetTag(Path, data.GetTagItem("http.route") is string route ? $"/{route.TrimStart('/')}" : null);
    }
}
