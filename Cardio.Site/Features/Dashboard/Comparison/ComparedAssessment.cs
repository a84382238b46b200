using Cardio.Model.Serving;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>What two models are compared on: a stored assessment and the diagnosis that holds. No code, no name of a patient.</summary>
internal sealed record ComparedAssessment : PatientColumns
{
    /// <summary>The assessment; not read where only figures are wanted.</summary>
    public Guid Id { get; init; }

    /// <summary>When it was made, UTC; as <see cref="Id"/>.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer that was given, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The threshold that was set then, 0 to 1.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>Share with the disease in the data that the answering model learned from, 0 to 1.</summary>
    public double TrainingPrevalence { get; init; }

    /// <summary>"present", "absent", or null where nothing is confirmed.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>What the other model said in the shadow, or null where it is to be asked.</summary>
    public double? ShadowProbability { get; init; }

    /// <summary>What another model says of the patient, 0 to 1.</summary>
    public double ScoreBy(RiskModel model) => ShadowProbability ?? model.Score(ToFeatures());
}
