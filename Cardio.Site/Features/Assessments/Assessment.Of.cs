using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Model;
using Cardio.Site.Data;
using Cardio.Site.Web;

namespace Cardio.Site.Features.Assessments;

/// <summary>How an assessment is made of what was typed and what the model said.</summary>
public sealed partial record Assessment
{
    private static readonly TimeSpan LongestForm = TimeSpan.FromHours(24);

    /// <summary>The assessment of a form. A value corrected in the same form is a new one, a second click is not.</summary>
    internal static Assessment Of(
        PatientInput input, Guid formId, RiskExplanation explanation, RiskModel model, ClinicOptions clinic, Guid doctor, DateTimeOffset now) =>
        Of(input, AssessmentSource.Form, explanation, model, clinic, doctor, now) with
        {
            RequestKey = Key(formId, input),
            OpenedAt = Opened(formId, now),
            DoctorEstimate = input.OwnEstimatePercent / 100.0,
        };

    /// <summary>The assessment of values that came by no form: what is sent twice is meant twice.</summary>
    internal static Assessment Of(
        PatientValues values, AssessmentSource source, RiskExplanation explanation, RiskModel model, ClinicOptions clinic, Guid doctor, DateTimeOffset now)
    {
        var patient = values.ToFeatures();
        var pattern = MeasurementPatterns.Of(patient);
        var band = model.Card.Figures.FirstOrDefault(figures => figures.Pattern == pattern && figures.IsAgeBandOf(patient.AgeYears));
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            DoctorId = doctor,
            Source = source,
            RequestKey = id.ToString("N"),
            CreatedAt = Microseconds(now),
            PatientCode = values.PatientCode,
            PatientCodeKey = Web.PatientCode.Read(values.PatientCode)?.Key,
            AgeYears = patient.AgeYears,
            Sex = patient.Sex!.Value,
            HeightCm = patient.HeightCm!.Value,
            WeightKg = patient.WeightKg,
            SystolicMmHg = patient.SystolicMmHg,
            DiastolicMmHg = patient.DiastolicMmHg,
            Cholesterol = patient.Cholesterol,
            Glucose = patient.Glucose,
            Smoker = patient.Smoker!.Value,
            DrinksAlcohol = patient.DrinksAlcohol!.Value,
            PhysicallyActive = patient.PhysicallyActive!.Value,
            Probability = explanation.Probability,
            Explanation = explanation,
            DecisionThreshold = clinic.DecisionThreshold,
            TrainingPrevalence = model.Card.Data.Prevalence,
            ClinicPrevalence = clinic.Prevalence,
            ModelVersion = model.Version,
            ModelSha256 = model.Sha256,
            AgeBand = band?.Group,
            AgeBandAuc = band?.Auc.Value,
            OverallAuc = model.Card.Figures.FirstOrDefault(figures => figures.Pattern == pattern && figures.Group == "all")?.Auc.Value,
        };
    }

    private static string Key(Guid formId, PatientInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { formId, input })));

    /// <summary>A version 7 identifier carries the time at which the form was opened; one that was not made here, or long ago, tells nothing.</summary>
    private static DateTimeOffset? Opened(Guid formId, DateTimeOffset now)
    {
        if (formId.Version != 7) return null;
        var opened = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(NextId.Milliseconds(formId), now.ToUnixTimeMilliseconds()));
        return now - opened <= LongestForm ? opened : null;
    }

    /// <summary>Both databases keep microseconds.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
