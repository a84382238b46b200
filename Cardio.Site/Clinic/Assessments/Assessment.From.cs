using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>How an assessment is made of what was typed and what the model said.</summary>
public sealed partial record Assessment
{
    /// <summary>The assessment of values that came by no form: what is sent twice is meant twice.</summary>
    internal static Assessment FromValues(
        PatientValues values, AssessmentSource source, RiskExplanation explanation, RiskModel model, ClinicOptions clinic, Guid doctor, DateTimeOffset now)
    {
        var patient = values.ToFeatures();
        var pattern = MeasurementPatterns.FromPatient(patient);
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
            PatientCodeKey = Cardio.Site.Clinic.Patients.PatientCode.Read(values.PatientCode)?.Key,
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

    /// <summary>Both databases keep microseconds.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
