using Cardio.Model.Serving;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>A stored assessment with its current diagnosis, on which two models are compared. No patient code and no name.</summary>
internal sealed record ComparedAssessment : PatientColumns
{
    /// <summary>Identifier; read only if the list needs it.</summary>
    public Guid Id { get; init; }

    /// <summary>Time of the assessment, UTC; read only with <see cref="Id"/>.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The stored probability, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The threshold in force at the time, 0 to 1.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>Prevalence in the training data of the model that made the assessment, 0 to 1.</summary>
    public double TrainingPrevalence { get; init; }

    /// <summary>"present", "absent", or null without a confirmed diagnosis.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>The stored probability of the challenger, or null to compute it.</summary>
    public double? ShadowProbability { get; init; }

    /// <summary>Probability of another model, 0 to 1.</summary>
    public double ScoreBy(RiskModel model) => ShadowProbability ?? model.Score(ToFeatures());
}
