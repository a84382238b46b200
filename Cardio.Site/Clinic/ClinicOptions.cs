using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic;

/// <summary>Settings of the clinic, section <c>Clinic</c>.</summary>
public sealed class ClinicOptions : IValidatableObject
{
    /// <summary>Probability at which a result is "at or above your threshold", 0 to 1, at the training prevalence.</summary>
    [Range(0.01, 0.99)]
    public double DecisionThreshold { get; set; } = 0.5;

    /// <summary>Share of the clinic's patients who have the disease, 0 to 1; null if unknown.</summary>
    [Range(0.001, 0.999)]
    public double? Prevalence { get; set; }

    /// <summary>Whether doctors enter their own estimate before they see the model's.</summary>
    public bool BlindFirstRead { get; set; }

    /// <summary>IANA name of the clinic's time zone.</summary>
    [Required]
    public string TimeZone { get; set; } = "America/Sao_Paulo";

    /// <summary>Contact for questions about the model, shown on its page; null refers users to the administrator.</summary>
    public string? Contact { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new("unknown time zone; use an IANA name such as America/Sao_Paulo.", [nameof(TimeZone)]);
    }
}
