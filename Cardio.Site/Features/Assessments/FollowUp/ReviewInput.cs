using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>What the doctor makes of an estimate, as it is typed.</summary>
public sealed class ReviewInput : IValidatableObject
{
    /// <summary>Most characters of a reason; the table has the same limit.</summary>
    public const int ReasonLength = 500;

    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Decision), nameof(Reason), nameof(PatientTold) }.Select(name => "Input." + name)];

    /// <summary>What the doctor makes of it.</summary>
    [Display(Name = "Decision"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectDecision")]
    public ReviewDecision? Decision { get; set; }

    /// <summary>Why.</summary>
    [Display(Name = "DecisionReason")]
    [StringLength(ReasonLength, ErrorMessage = "ReasonTooLong")]
    public string? Reason { get; set => field = TypedText.Clean(value); }

    /// <summary>Whether the patient was told that a model was used.</summary>
    [Display(Name = "PatientTold")]
    public bool PatientTold { get; set; }

    /// <summary>The form of a decision that is there, or an empty one.</summary>
    public static ReviewInput FromReview(Review? review) =>
        new() { Decision = review?.Decision, Reason = review?.Reason, PatientTold = review?.PatientTold ?? false };

    /// <summary>Whoever does not follow the estimate says why.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        if (Decision is ReviewDecision.Disagree or ReviewDecision.NotUsed && Reason is null)
            yield return new(words["EnterReason"], [nameof(Reason)]);
        if (Reason is not null && NationalNumber.IsIn(Reason))
            yield return new(words["ReasonIsNationalNumber"], [nameof(Reason)]);
    }

    /// <summary>Whether it says what is stored already.</summary>
    public bool Repeats(Review? review) =>
        review is not null && review.Decision == Decision && review.Reason == Reason && review.PatientTold == PatientTold;
}
