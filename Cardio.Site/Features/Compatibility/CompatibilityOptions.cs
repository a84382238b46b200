namespace Cardio.Site.Features.Compatibility;

/// <summary>Settings of the endpoints for clients of the earlier service, section <c>Compatibility</c>.</summary>
public sealed class CompatibilityOptions
{
    /// <summary>Whether <c>/cvd-classification</c> and <c>/home</c> are available. Default: only in Development.</summary>
    public bool? Enabled { get; set; }
}
