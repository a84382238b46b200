using System.Text.Json.Serialization;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>
/// The model's estimate for a patient with its explanation and its uncertainty. Decision support for doctors, not a diagnosis.
/// </summary>
public sealed record AssessmentAnswer
{
    /// <summary>Identifier; omitted if the assessment is not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    /// <summary>When it was stored, UTC; omitted if the assessment is not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How the values were entered; omitted if the assessment is not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssessmentSource? Source { get; init; }

    /// <summary>The patient's free code, or null.</summary>
    public string? PatientCode { get; init; }

    /// <summary>The values that were scored.</summary>
    public required PatientFeatures Patient { get; init; }

    /// <summary>Probability that the patient has the disease now, at the prevalence of the training data, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Sampling uncertainty of the probability, at the confidence level stated in the model card.</summary>
    public required ProbabilityRange Interval { get; init; }

    /// <summary>The probability if both pressures were measured 5 mmHg too high or too low.</summary>
    public required ProbabilityRange CuffError { get; init; }

    /// <summary>Prevalence of the disease in the training data, 0 to 1.</summary>
    public required double TrainingPrevalence { get; init; }

    /// <summary>The probability adjusted to the clinic's prevalence; null if none is configured.</summary>
    public PrevalenceAdjusted? PrevalenceAdjusted { get; init; }

    /// <summary>The comparison of the probability with the clinic's threshold; the doctor decides.</summary>
    public required ThresholdDecision Decision { get; init; }

    /// <summary>Probability to which the contributions are added, 0 to 1.</summary>
    public required double BaseProbability { get; init; }

    /// <summary>The contribution of each feature to the probability: associations in the data, not causes.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>A person of the same age and sex with healthy values.</summary>
    public required ReferencePerson Reference { get; init; }

    /// <summary>How many similar patients in the training data had the disease.</summary>
    public required PatientsLikeThis PatientsLikeThis { get; init; }

    /// <summary>Reasons to trust the estimate less; empty if there are none.</summary>
    public required IReadOnlyList<PatientFlag> Flags { get; init; }

    /// <summary>The model that made the estimate.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The confirmed diagnosis; omitted if none is recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OutcomeAnswer? Outcome { get; init; }

    /// <summary>Creates the response for a stored assessment.</summary>
    internal static AssessmentAnswer FromAssessment(Assessment assessment, Outcome? outcome) =>
        FromUnstored(assessment) with
        {
            Id = assessment.Id,
            CreatedAt = assessment.CreatedAt,
            Source = assessment.Source,
            Outcome = outcome is null ? null : new(outcome.Diagnosis, outcome.Method, outcome.DiagnosedOn),
        };

    /// <summary>Creates the response without the members of a stored assessment.</summary>
    internal static AssessmentAnswer FromUnstored(Assessment assessment) => new()
    {
        PatientCode = assessment.PatientCode,
        Patient = assessment.ToFeatures(),
        Probability = assessment.Probability,
        Interval = assessment.Explanation.SamplingUncertainty,
        CuffError = assessment.Explanation.CuffError,
        TrainingPrevalence = assessment.TrainingPrevalence,
        PrevalenceAdjusted = assessment.ClinicProbability is { } adjusted
            ? new(adjusted, assessment.ClinicPrevalence!.Value)
            : null,
        Decision = new(assessment.DecisionThreshold, assessment.IsAtOrAboveThreshold),
        BaseProbability = assessment.Explanation.BaseProbability,
        Contributions = assessment.Explanation.Contributions,
        Reference = assessment.Explanation.Reference,
        PatientsLikeThis = assessment.Explanation.PatientsLikeThis,
        Flags = [.. assessment.Flags()],
        Model = new(assessment.ModelVersion, assessment.ModelSha256),
    };
}
