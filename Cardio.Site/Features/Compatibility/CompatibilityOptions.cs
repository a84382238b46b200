namespace Cardio.Site.Features.Compatibility;

/// <summary>Settings of the way in for clients of the service before this one, section <c>Compatibility</c>.</summary>
public sealed class CompatibilityOptions
{
    /// <summary>Whether <c>/cvd-classification</c> and <c>/home</c> answer; null for: in Development.</summary>
    public bool? Enabled { get; set; }
}
