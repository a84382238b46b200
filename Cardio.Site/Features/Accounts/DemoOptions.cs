namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of a trial site, section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether to create and show demo accounts; null: only in Development. Production refuses to start with them.</summary>
    public bool? Accounts { get; set; }
}
