using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Clinic;

/// <summary>Settings of the clinic, section <c>Clinic</c>.</summary>
public sealed class ClinicOptions : IValidatableObject
{
    /// <summary>Probability from which on the result says "at or above your threshold"; at the training prevalence, 0 to 1.</summary>
    [Range(0.01, 0.99)]
    public double DecisionThreshold { get; set; } = 0.5;

    /// <summary>Share of the clinic's patients who have the disease, 0 to 1; null where it is not known.</summary>
    [Range(0.001, 0.999)]
    public double? Prevalence { get; set; }

    /// <summary>Whether the doctor's own estimate is asked for before the model's is shown.</summary>
    public bool BlindFirstRead { get; set; }

    /// <summary>Time zone of the clinic's days, an IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "America/Sao_Paulo";

    /// <summary>Whom to write to about the model, as it shall be read on its page; null where the administrator is asked.</summary>
    public string? Contact { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new("this machine knows no time zone of that name; a name is read like America/Sao_Paulo.", [nameof(TimeZone)]);
    }
}
