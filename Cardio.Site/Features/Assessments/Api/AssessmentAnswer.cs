using System.Text.Json.Serialization;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>What the model says of a patient, with its reasons and its limits. Decision support for doctors, not a diagnosis.</summary>
public sealed record AssessmentAnswer
{
    /// <summary>Identifier; left out where nothing is stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    /// <summary>When it was stored, UTC; left out where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How the values came in; left out where nothing is stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssessmentSource? Source { get; init; }

    /// <summary>The patient's free code, or null.</summary>
    public string? PatientCode { get; init; }

    /// <summary>The values that were scored.</summary>
    public required PatientFeatures Patient { get; init; }

    /// <summary>Probability that the patient has the disease now, at the prevalence of the training data, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Sampling uncertainty of the probability, at the level that the model's card names.</summary>
    public required ProbabilityRange Interval { get; init; }

    /// <summary>The probability if both pressures were read 5 mmHg too high or too low.</summary>
    public required ProbabilityRange CuffError { get; init; }

    /// <summary>Share of diseased among the patients that the model learned from, 0 to 1.</summary>
    public required double TrainingPrevalence { get; init; }

    /// <summary>The probability re-based to the clinic's own prevalence, or null where that is not set.</summary>
    public PrevalenceAdjusted? PrevalenceAdjusted { get; init; }

    /// <summary>Where the probability lies against the clinic's threshold; the doctor decides.</summary>
    public required ThresholdDecision Decision { get; init; }

    /// <summary>Probability from which the contributions start, 0 to 1.</summary>
    public required double BaseProbability { get; init; }

    /// <summary>How much each feature moves the probability away from the base: associations in the data, not causes.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>A person of the same age and sex with healthy values.</summary>
    public required ReferencePerson Reference { get; init; }

    /// <summary>How many of the training data's patients with like values had the disease.</summary>
    public required PatientsLikeThis PatientsLikeThis { get; init; }

    /// <summary>Why the number deserves less trust; empty where nothing speaks against it.</summary>
    public required IReadOnlyList<PatientFlag> Flags { get; init; }

    /// <summary>The model that answered.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The confirmed diagnosis; left out where there is none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OutcomeAnswer? Outcome { get; init; }

    /// <summary>The answer of a stored assessment.</summary>
    internal static AssessmentAnswer FromAssessment(Assessment assessment, Outcome? outcome) => Unstored(assessment) with
    {
        Id = assessment.Id,
        CreatedAt = assessment.CreatedAt,
        Source = assessment.Source,
        Outcome = outcome is null ? null : new(outcome.Diagnosis, outcome.Method, outcome.DiagnosedOn),
    };

    /// <summary>The same answer where nothing is stored.</summary>
    internal static AssessmentAnswer Unstored(Assessment assessment) => new()
    {
        PatientCode = assessment.PatientCode,
        Patient = assessment.ToFeatures(),
        Probability = assessment.Probability,
        Interval = assessment.Explanation.SamplingUncertainty,
        CuffError = assessment.Explanation.CuffError,
        TrainingPrevalence = assessment.TrainingPrevalence,
        PrevalenceAdjusted = assessment.ClinicProbability is { } adjusted ? new(adjusted, assessment.ClinicPrevalence!.Value) : null,
        Decision = new(assessment.DecisionThreshold, assessment.IsAtOrAboveThreshold),
        BaseProbability = assessment.Explanation.BaseProbability,
        Contributions = assessment.Explanation.Contributions,
        Reference = assessment.Explanation.Reference,
        PatientsLikeThis = assessment.Explanation.PatientsLikeThis,
        Flags = [.. assessment.Flags()],
        Model = new(assessment.ModelVersion, assessment.ModelSha256),
    };
}
