using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Settings;

/// <summary>Privacy settings, section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Shortest retention in days.</summary>
    public const int FewestDays = 30;

    /// <summary>Longest retention in days: a hundred years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Retention of assessments in days; older ones are deleted permanently, once a day. Null keeps all.</summary>
    [Range(FewestDays, MostDays)]
    public int? RetentionDays { get; set; }
}
