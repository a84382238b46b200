namespace Cardio.Site.Web.Pages;

/// <summary>
/// Element ids of the layout, which scripts and other views name. An id that several files of one feature name is a constant of that
/// feature; an id that one view alone names stays in the view.
/// </summary>
internal static class LayoutIds
{
    /// <summary>The content of the page; named by site.css and session.js.</summary>
    public const string Main = "main";

    /// <summary>The status line for screen readers; named by site.js and dashboard.js.</summary>
    public const string Status = "status";

    /// <summary>The notice of a failed request; named by site.js.</summary>
    public const string RequestFailed = "request-failed";
}
