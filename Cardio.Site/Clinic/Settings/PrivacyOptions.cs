using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic.Settings;

/// <summary>Settings of privacy, section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Fewest days that can be set.</summary>
    public const int FewestDays = 30;

    /// <summary>Most days that can be set: a hundred years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Days for which assessments are kept; older ones are deleted for good, once a day. Null keeps them.</summary>
    [Range(FewestDays, MostDays)]
    public int? RetentionDays { get; set; }
}
