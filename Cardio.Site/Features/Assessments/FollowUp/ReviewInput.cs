using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>The form input of the doctor's decision on an estimate.</summary>
public sealed class ReviewInput : IValidatableObject
{
    /// <summary>Maximum length of a reason in characters; same limit as the table.</summary>
    public const int ReasonLength = 500;

    /// <summary>Form fields in page order, which is also the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Decision), nameof(Reason), nameof(PatientTold) }.Select(name => "Input." + name)];

    /// <summary>The decision.</summary>
    [Display(Name = "Decision"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectDecision")]
    public ReviewDecision? Decision { get; set; }

    /// <summary>The reason; required unless the doctor agrees.</summary>
    [Display(Name = "DecisionReason")]
    [StringLength(ReasonLength, ErrorMessage = "ReasonTooLong")]
    public string? Reason { get; set => field = TypedText.Clean(value); }

    /// <summary>Whether the patient was informed that a model was used.</summary>
    [Display(Name = "PatientTold")]
    public bool PatientTold { get; set; }

    /// <summary>Fills the form from the current decision, or leaves it empty.</summary>
    public static ReviewInput FromReview(Review? review) =>
        new() { Decision = review?.Decision, Reason = review?.Reason, PatientTold = review?.PatientTold ?? false };

    /// <summary>Requires a reason unless the doctor agrees, and rejects national identifiers in it.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        if (Decision is ReviewDecision.Disagree or ReviewDecision.NotUsed && Reason is null)
            yield return new(words["EnterReason"], [nameof(Reason)]);
        if (Reason is not null && NationalNumber.IsIn(Reason))
            yield return new(words["ReasonIsNationalNumber"], [nameof(Reason)]);
    }

    /// <summary>Whether the input equals the stored decision.</summary>
    public bool Repeats(Review? review) =>
        review is not null && review.Decision == Decision && review.Reason == Reason && review.PatientTold == PatientTold;
}
