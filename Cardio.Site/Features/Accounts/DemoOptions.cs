namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of a site to try things with, section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the demo accounts are made and shown; null for: in Development. Production refuses to start with them.</summary>
    public bool? Accounts { get; set; }
}
