using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Statistics;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>One assessment as it was made and shown; nothing of it is computed again later.</summary>
public sealed partial record Assessment : PatientColumns
{
    /// <summary>Identifier, in the order of time.</summary>
    public Guid Id { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>How the values came in.</summary>
    public AssessmentSource Source { get; init; }

    /// <summary>The batch that it came in with, or null.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Equal for the same values sent twice from the same form.</summary>
    public string RequestKey { get; init; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Free code of the patient, or null.</summary>
    public string? PatientCode { get; init; }

    /// <summary>The code as it is compared: <see cref="Cardio.Site.Clinic.Patients.PatientCode.Key"/>.</summary>
    public string? PatientCodeKey { get; init; }

    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>What stood behind the probability.</summary>
    public RiskExplanation Explanation { get; init; } = null!;

    /// <summary>Decision threshold that was set, 0 to 1, at the training prevalence.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>Share of diseased among the patients that the model learned from, 0 to 1.</summary>
    public double TrainingPrevalence { get; init; }

    /// <summary>Share of diseased among the clinic's patients as it was set, 0 to 1, or null.</summary>
    public double? ClinicPrevalence { get; init; }

    /// <summary>Version of the model.</summary>
    public string ModelVersion { get; init; } = "";

    /// <summary>SHA-256 of the model, lower-case hexadecimal.</summary>
    public string ModelSha256 { get; init; } = "";

    /// <summary>When the form was opened, UTC, or null where that is not known.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The doctor's own estimate before the model's was shown, 0 to 1, or null where it was not asked for.</summary>
    public double? DoctorEstimate { get; init; }

    /// <summary>The age band whose figures stand beside the result, such as <c>55-60</c> (upper end exclusive), or null outside all bands.</summary>
    public string? AgeBand { get; init; }

    /// <summary>The model's cross-validated area under the ROC curve in that band.</summary>
    public double? AgeBandAuc { get; init; }

    /// <summary>The same over all ages.</summary>
    public double? OverallAuc { get; init; }

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool IsAtOrAboveThreshold => Probability >= DecisionThreshold;

    /// <summary>The text that tells where the probability lies; both may be shown as the same whole per cent.</summary>
    public string ThresholdKey => IsAtOrAboveThreshold ? "AtOrAboveThreshold"
        : Percent.Whole(Probability) == Percent.Whole(DecisionThreshold) ? "JustBelowThreshold"
        : "BelowThreshold";

    /// <summary>
    /// The flags to show. The age is judged by the ages that are known to be trained today, since earlier versions stored no flag for
    /// 30 to 38 and for 65 years. A method, because the record that the receipt code is made of holds every property.
    /// </summary>
    public IEnumerable<PatientFlag> Flags() => TrainedAge.Includes(AgeYears)
        ? Explanation.Flags
        : Explanation.Flags.Prepend(PatientFlag.AgeOutsideTraining).Distinct();

    /// <summary>The probability re-based to the clinic's prevalence, or null where that is not set.</summary>
    public double? ClinicProbability =>
        ClinicPrevalence is { } clinic ? Prevalence.Rebase(Probability, TrainingPrevalence, clinic) : null;
}
