using System.Diagnostics;
using OpenTelemetry;

namespace Cardio.Site.Web.Hosting;

/// <summary>Replaces the path in traces by the route, because a path may be a one-time link or contain other private text.</summary>
internal sealed class RouteForPath : BaseProcessor<Activity>
{
    private const string Path = "url.path";

    /// <summary>Replaces the path; without a route it only removes it.</summary>
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Path) is null) return;
        data.SetTag(Path, data.GetTagItem("http.route") is string route ? $"/{route.TrimStart('/')}" : null);
    }
}
