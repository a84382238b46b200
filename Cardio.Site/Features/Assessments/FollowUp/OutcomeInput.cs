using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>The confirmed diagnosis as it is typed.</summary>
public sealed class OutcomeInput : IValidatableObject, IJsonInput<OutcomeInput>
{
    /// <summary>Most characters of a method; the table has the same limit.</summary>
    public const int MethodLength = 200;

    /// <summary>The first day that a diagnosis may have.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
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

    /// <summary>The day of the diagnosis in the clinic.</summary>
    [Display(Name = "DiagnosedOn")]
    [Required(ErrorMessage = "EnterDiagnosedOn")]
    public DateOnly? DiagnosedOn { get; set; }

    /// <summary>The form of an outcome that is there, or an empty one.</summary>
    public static OutcomeInput FromOutcome(Outcome? outcome) =>
        new() { Diagnosis = outcome?.Diagnosis, Method = outcome?.Method, DiagnosedOn = outcome?.DiagnosedOn };

    static OutcomeInput IJsonInput<OutcomeInput>.Read(JsonMembers reader, JsonElement root) => reader.Read<OutcomeInput, AssessmentsText>(root, "#");

    /// <summary>The rules that need more than an attribute: a confirmed diagnosis was made on a day that has been, and names nobody.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        var today = validationContext.GetRequiredService<ClinicClock>().Day(validationContext.GetRequiredService<TimeProvider>().GetUtcNow());
        if (NationalNumber.IsIn(Method!))
            yield return new(words["MethodIsNationalNumber"], [nameof(Method)]);
        if (DiagnosedOn > today)
            yield return new(words["DiagnosedInFuture"], [nameof(DiagnosedOn)]);
        else if (DiagnosedOn < FirstDay)
            yield return new(words["DiagnosedTooEarly", FirstDay.Year], [nameof(DiagnosedOn)]);
    }

    /// <summary>Whether it says what is stored already.</summary>
    public bool Repeats(Outcome? outcome) =>
        outcome is not null && outcome.Diagnosis == Diagnosis && outcome.Method == Method && outcome.DiagnosedOn == DiagnosedOn;
}
