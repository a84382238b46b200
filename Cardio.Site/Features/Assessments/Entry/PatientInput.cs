using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>The form's input: the patient's values, the doctor's own estimate and the confirmation of unusual values.</summary>
public sealed class PatientInput : PatientValues
{
    private static readonly TimeSpan MaximumFormAge = TimeSpan.FromHours(24);

    /// <summary>Form fields in page order, which is also the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
    [
        .. new[] { nameof(ConfirmedUnusual) }
            .Concat(ValueNames())
            .Append(nameof(OwnEstimatePercent))
            .Select(name => "Input." + name),
    ];

    /// <summary>
    /// The doctor's own estimate in per cent. Required if the clinic asks for it before the model's estimate is shown.
    /// </summary>
    [Display(Name = "OwnEstimate"), UIHint("Measurement"), Unit("PerCent")]
    [Range(0, 100, ErrorMessage = "MustBeBetween")]
    public int? OwnEstimatePercent { get; set; }

    /// <summary>The <see cref="UnusualKey"/> that the doctor has confirmed, or null.</summary>
    public string? ConfirmedUnusual { get; set; }

    /// <summary>Copies the patient's code and values from an earlier assessment, to assess the same patient again.</summary>
    internal static PatientInput FromAssessment(Assessment earlier)
    {
        var input = new PatientInput { PatientCode = earlier.PatientCode };
        foreach (var column in typeof(PatientColumns).GetProperties())
            typeof(PatientInput).GetProperty(column.Name)!.SetValue(input, column.GetValue(earlier));
        return input;
    }

    /// <summary>Adds the rules of the form: the doctor's estimate, if required, and the confirmation of unusual values.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        foreach (var fault in base.Validate(validationContext)) yield return fault;
        if (OwnEstimatePercent is null
            && validationContext.GetRequiredService<IOptionsMonitor<ClinicOptions>>().CurrentValue.BlindFirstRead)
            yield return new(words["EnterOwnEstimate"], [nameof(OwnEstimatePercent)]);
        if (DiastolicMmHg < SystolicMmHg && UnusualKey() is { Length: > 0 } key && key != ConfirmedUnusual)
            yield return new(words["ConfirmUnusual"], [nameof(ConfirmedUnusual)]);
    }

    /// <summary>Returns the kinds of unusual values, to match them with a confirmation; empty if no value is unusual.</summary>
    public string UnusualKey() => string.Join(' ', UnusualRange.Flags(ToFeatures()));

    /// <summary>Creates the assessment. Its request key covers all values: a second click repeats it, a corrected value does not.</summary>
    internal Assessment ToAssessment(
        Guid formId,
        PatientFeatures patient,
        RiskExplanation explanation,
        RiskModel model,
        ClinicOptions clinic,
        Guid doctor,
        DateTimeOffset now) =>
        Assessment.Create(patient, ParsedCode, AssessmentSource.Form, explanation, model, clinic, doctor, now) with
        {
            RequestKey = RequestKey(formId),
            OpenedAt = OpenedAtOf(formId, now),
            DoctorEstimate = OwnEstimatePercent / 100.0,
        };

    /// <summary>Names of the patient's values with a label, in the order of their declaration.</summary>
    private static IEnumerable<string> ValueNames() => typeof(PatientValues).GetProperties()
        .Where(property => Attribute.IsDefined(property, typeof(DisplayAttribute)))
        .OrderBy(property => property.MetadataToken)
        .Select(property => property.Name);

    private string RequestKey(Guid formId) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { formId, input = this })));

    /// <summary>Reads the time of opening from the version 7 identifier; null if it is another version or over a day old.</summary>
    private static DateTimeOffset? OpenedAtOf(Guid formId, DateTimeOffset now)
    {
        if (formId.Version != 7) return null;
        var opened = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(SequentialGuid.Milliseconds(formId), now.ToUnixTimeMilliseconds()));
        return now - opened <= MaximumFormAge ? opened : null;
    }
}
