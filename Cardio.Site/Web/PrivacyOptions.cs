using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web;

/// <summary>How long patients' data is kept, section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Fewest days of <see cref="RetentionDays"/>.</summary>
    public const int MinimumRetentionDays = 30;

    /// <summary>Most days of <see cref="RetentionDays"/>: a hundred years.</summary>
    public const int MaximumRetentionDays = 36_500;

    /// <summary>Days after which an assessment may be deleted; null where all are kept.</summary>
    [Range(MinimumRetentionDays, MaximumRetentionDays)]
    public int? RetentionDays { get; set; }
}
