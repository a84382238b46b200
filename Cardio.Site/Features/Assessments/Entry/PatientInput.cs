using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>What the doctor types.</summary>
public sealed class PatientInput : PatientValues
{
    private static readonly TimeSpan LongestForm = TimeSpan.FromHours(24);

    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
    [
        .. new[]
        {
            nameof(ConfirmedUnusual), nameof(PatientCode), nameof(AgeYears), nameof(Sex), nameof(HeightCm), nameof(WeightKg),
            nameof(SystolicMmHg), nameof(DiastolicMmHg), nameof(Cholesterol), nameof(Glucose), nameof(Smoker), nameof(DrinksAlcohol),
            nameof(PhysicallyActive), nameof(OwnEstimatePercent),
        }.Select(name => "Input." + name),
    ];

    /// <summary>The doctor's own estimate in per cent, asked for before the model's is shown where the clinic wants it.</summary>
    [Display(Name = "OwnEstimate"), UIHint("Measurement"), Unit("PerCent")]
    [Range(0, 100, ErrorMessage = "MustBeBetween")]
    public int? OwnEstimatePercent { get; set; }

    /// <summary>The unusual values that the doctor has confirmed, as <see cref="UnusualKey"/> gave them.</summary>
    public string? ConfirmedUnusual { get; set; }

    /// <summary>The values of an earlier assessment, for the same patient again.</summary>
    internal static PatientInput FromAssessment(Assessment earlier) => new()
    {
        PatientCode = earlier.PatientCode,
        AgeYears = earlier.AgeYears,
        Sex = earlier.Sex,
        HeightCm = earlier.HeightCm,
        WeightKg = earlier.WeightKg,
        SystolicMmHg = earlier.SystolicMmHg,
        DiastolicMmHg = earlier.DiastolicMmHg,
        Cholesterol = earlier.Cholesterol,
        Glucose = earlier.Glucose,
        Smoker = earlier.Smoker,
        DrinksAlcohol = earlier.DrinksAlcohol,
        PhysicallyActive = earlier.PhysicallyActive,
    };

    /// <summary>What the form asks besides: the doctor's own estimate, and one confirmation of what is unusual.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<AssessmentsText>>();
        foreach (var fault in base.Validate(validationContext)) yield return fault;
        if (OwnEstimatePercent is null && validationContext.GetRequiredService<IOptionsMonitor<ClinicOptions>>().CurrentValue.BlindFirstRead)
            yield return new(words["EnterOwnEstimate"], [nameof(OwnEstimatePercent)]);
        if (DiastolicMmHg < SystolicMmHg && UnusualKey() is { Length: > 0 } key && key != ConfirmedUnusual)
            yield return new(words["ConfirmUnusual"], [nameof(ConfirmedUnusual)]);
    }

    /// <summary>Names the unusual values of this input; a confirmation holds for these alone. Empty where there is none.</summary>
    public string UnusualKey() => string.Join(' ', UnusualRange.Flags(ToFeatures()));

    /// <summary>The assessment of this form. A value corrected in the same form makes a new one, a second click does not.</summary>
    internal Assessment ToAssessment(
        Guid formId, PatientFeatures patient, RiskExplanation explanation, RiskModel model, ClinicOptions clinic, Guid doctor, DateTimeOffset now) =>
        Assessment.Create(patient, ParsedCode, AssessmentSource.Form, explanation, model, clinic, doctor, now) with
        {
            RequestKey = RequestKey(formId),
            OpenedAt = Opened(formId, now),
            DoctorEstimate = OwnEstimatePercent / 100.0,
        };

    private string RequestKey(Guid formId) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { formId, input = this })));

    /// <summary>A version 7 identifier carries the time at which the form was opened; one that was not made here, or long ago, tells nothing.</summary>
    private static DateTimeOffset? Opened(Guid formId, DateTimeOffset now)
    {
        if (formId.Version != 7) return null;
        var opened = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(SequentialGuid.Milliseconds(formId), now.ToUnixTimeMilliseconds()));
        return now - opened <= LongestForm ? opened : null;
    }
}
