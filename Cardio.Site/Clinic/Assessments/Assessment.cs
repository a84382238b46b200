using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Statistics;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>
/// One assessment as it was made and shown; no stored value is computed again later.
/// The verification code is made of every property: do not add, remove or reorder properties.
/// </summary>
public sealed record Assessment : PatientColumns
{
    /// <summary>Identifier, version 7: it sorts by time.</summary>
    public Guid Id { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>Whether the values came by the form, the API or a file.</summary>
    public AssessmentSource Source { get; init; }

    /// <summary>The batch that contained the patient, or null.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>The same for the same values submitted twice from one form, so that a double click stores one row.</summary>
    public string RequestKey { get; init; } = "";

    /// <summary>Time of the assessment, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Code that the doctor chose for the patient, or null.</summary>
    public string? PatientCode { get; init; }

    /// <summary>The code in its normal form for comparison, see <see cref="Patients.PatientCode.Key"/>.</summary>
    public string? PatientCodeKey { get; init; }

    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The reasons, interval and flags of the probability.</summary>
    public RiskExplanation Explanation { get; init; } = null!;

    /// <summary>The decision threshold at that time, 0 to 1, at the training prevalence.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>Share of patients with the disease in the training data, 0 to 1.</summary>
    public double TrainingPrevalence { get; init; }

    /// <summary>Share of the clinic's patients with the disease as configured at that time, 0 to 1, or null.</summary>
    public double? ClinicPrevalence { get; init; }

    /// <summary>Version of the model.</summary>
    public string ModelVersion { get; init; } = "";

    /// <summary>SHA-256 of the model, lower-case hexadecimal.</summary>
    public string ModelSha256 { get; init; } = "";

    /// <summary>Time when the form was opened, UTC; null if unknown.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The doctor's own estimate before the model's was shown, 0 to 1; null if the clinic does not ask for it.</summary>
    public double? DoctorEstimate { get; init; }

    /// <summary>Age band of the accuracy figures, such as <c>55-60</c> (upper end exclusive); null outside all bands.</summary>
    public string? AgeBand { get; init; }

    /// <summary>The model's cross-validated area under the ROC curve in that band.</summary>
    public double? AgeBandAuc { get; init; }

    /// <summary>The model's cross-validated area under the ROC curve over all ages.</summary>
    public double? OverallAuc { get; init; }

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool IsAtOrAboveThreshold => Probability >= DecisionThreshold;

    /// <summary>Key of the text that compares probability and threshold; both may round to the same whole per cent.</summary>
    public string ThresholdKey => IsAtOrAboveThreshold ? "AtOrAboveThreshold"
        : Percent.Whole(Probability) == Percent.Whole(DecisionThreshold) ? "JustBelowThreshold"
        : "BelowThreshold";

    /// <summary>
    /// The flags to show. Earlier versions stored no age flag for 30 to 38 and for 65 years, so the age is checked again here.
    /// </summary>
    /// <remarks>A method, because the verification code is made of every property.</remarks>
    public IEnumerable<PatientFlag> Flags() => TrainedAge.Includes(AgeYears)
        ? Explanation.Flags
        : Explanation.Flags.Prepend(PatientFlag.AgeOutsideTraining).Distinct();

    /// <summary>The probability adjusted to the clinic's prevalence; null if that is not configured.</summary>
    public double? ClinicProbability =>
        ClinicPrevalence is { } clinic ? Prevalence.Rebase(Probability, TrainingPrevalence, clinic) : null;

    /// <summary>Creates an assessment from a patient and the model's answer, with a request key of its own.</summary>
    internal static Assessment Create(
        PatientFeatures patient,
        PatientCode? code,
        AssessmentSource source,
        RiskExplanation explanation,
        RiskModel model,
        ClinicOptions clinic,
        Guid doctor,
        DateTimeOffset now)
    {
        var pattern = MeasurementPatterns.FromPatient(patient);
        var figures = model.Card.Figures;
        var band = figures.FirstOrDefault(group => group.Pattern == pattern && group.IsAgeBandOf(patient.AgeYears));
        var overall = figures.FirstOrDefault(group => group.Pattern == pattern && group.Group == "all");
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            DoctorId = doctor,
            Source = source,
            RequestKey = id.ToString("N"),
            CreatedAt = now.ToStoredPrecision(),
            PatientCode = code?.Text,
            PatientCodeKey = code?.Key,
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
            OverallAuc = overall?.Auc.Value,
        };
    }
}
