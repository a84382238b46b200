using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Input of the confirmed diagnosis, from the form or the API.</summary>
public sealed class OutcomeInput : IValidatableObject, IJsonInput<OutcomeInput>
{
    /// <summary>Maximum length of a method in characters; same limit as the table.</summary>
    public const int MethodLength = 200;

    /// <summary>Earliest accepted date of a diagnosis.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Form fields in page order, which is also the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [.. new[] { nameof(Diagnosis), nameof(Method), nameof(DiagnosedOn) }.Select(name => "Input." + name)];

    /// <summary>Whether the disease was found.</summary>
    [Display(Name = "Diagnosis"), UIHint("Choice")]
    [Required(ErrorMessage = "SelectDiagnosis")]
    public Diagnosis? Diagnosis { get; set; }

    /// <summary>How it was confirmed.</summary>
    [Display(Name = "Method")]
    [Required(ErrorMessage = "EnterMethod")]
    [StringLength(MethodLength, ErrorMessage = "MethodTooLong")]
    public string? Method { get; set => field = TypedText.Clean(value)?.ReplaceLineEndings(" "); }

    /// <summary>Date of the diagnosis in the clinic's time zone.</summary>
    [Display(Name = "DiagnosedOn")]
    [Required(ErrorMessage = "EnterDiagnosedOn")]
    public DateOnly? DiagnosedOn { get; set; }

    /// <summary>Fills the form from the current outcome, or leaves it empty.</summary>
    public static OutcomeInput FromOutcome(Outcome? outcome) =>
        new() { Diagnosis = outcome?.Diagnosis, Method = outcome?.Method, DiagnosedOn = outcome?.DiagnosedOn };

    static OutcomeInput IJsonInput<OutcomeInput>.Read(JsonMembers reader, JsonElement root) =>
        reader.Read<OutcomeInput, AssessmentsText>(root, "#");

    /// <summary>Rejects dates in the future or before <see cref="FirstDay"/>, and national identifiers in the method.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        var today = validationContext.GetRequiredService<ClinicClock>().Today();
        if (NationalNumber.IsIn(Method!))
            yield return new(words["MethodIsNationalNumber"], [nameof(Method)]);
        if (DiagnosedOn > today)
            yield return new(words["DiagnosedInFuture"], [nameof(DiagnosedOn)]);
        else if (DiagnosedOn < FirstDay)
            yield return new(words["DiagnosedTooEarly", FirstDay.Year], [nameof(DiagnosedOn)]);
    }

    /// <summary>Whether the input equals the stored outcome.</summary>
    public bool Repeats(Outcome? outcome) =>
        outcome is not null && outcome.Diagnosis == Diagnosis && outcome.Method == Method && outcome.DiagnosedOn == DiagnosedOn;
}
