namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of a demonstration site, section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>
    /// Whether to create the demo accounts and show them on the sign-in page; null enables them in Development only.
    /// In Production, the site does not start if this is true.
    /// </summary>
    public bool? Accounts { get; set; }
}
