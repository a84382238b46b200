using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web;

/// <summary>Settings of the clinic, section <c>Clinic</c>.</summary>
public sealed class ClinicOptions
{
    /// <summary>Probability from which on the result says "at or above your threshold"; at the training prevalence, 0 to 1.</summary>
    [Range(0.01, 0.99)]
    public double DecisionThreshold { get; set; } = 0.5;

    /// <summary>Share of the clinic's patients who have the disease, 0 to 1; null where it is not known.</summary>
    [Range(0.001, 0.999)]
    public double? Prevalence { get; set; }

    /// <summary>Time zone of the clinic's days, an IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "America/Sao_Paulo";
}
