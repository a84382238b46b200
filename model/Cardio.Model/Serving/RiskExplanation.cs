using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Explanation of one estimate.</summary>
public sealed record RiskExplanation
{
    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Logit of <see cref="Probability"/>.</summary>
    public required double Logit { get; init; }

    /// <summary>Logit of the base point, to which the contributions add up.</summary>
    public required double BaseLogit { get; init; }

    /// <summary>Probability of the base point, 0 to 1.</summary>
    public required double BaseProbability { get; init; }

    /// <summary>One contribution per feature, in the order of <see cref="PatientFeature"/>.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>
    /// Confidence interval at <see cref="ModelCard.IntervalLevel"/> for sampling error only: from bootstrap replicates of the whole fit,
    /// widened to the nominal coverage in simulations. It does not cover errors in the data or misspecification of the model.
    /// </summary>
    public required ProbabilityRange SamplingUncertainty { get; init; }

    /// <summary>Range of the estimate if both pressures were measured 5 mmHg too high or too low.</summary>
    public required ProbabilityRange CuffError { get; init; }

    /// <summary>Person of the same age and sex with healthy values, for comparison.</summary>
    public required ReferencePerson Reference { get; init; }

    /// <summary>Development patients with similar values.</summary>
    public required PatientsLikeThis PatientsLikeThis { get; init; }

    /// <summary>Reasons for caution, in the order of <see cref="PatientFlag"/>.</summary>
    public required IReadOnlyList<PatientFlag> Flags { get; init; }
}

/// <summary>Contribution of one feature to the difference between the estimate and the base point, as a Shapley value.</summary>
public sealed record Contribution
{
    /// <summary>Feature that the contribution belongs to.</summary>
    public required PatientFeature Feature { get; init; }

    /// <summary>Contribution in logits; base logit plus all contributions is the patient's logit.</summary>
    public required double Logit { get; init; }

    /// <summary>Contribution in probability, as a fraction; base probability plus all contributions is the probability.</summary>
    public required double Probability { get; init; }

    /// <summary>Whether treatment can change the feature and the model is constrained to the medically correct direction.</summary>
    public required bool IsModifiable { get; init; }
}

/// <summary>Interval of probabilities.</summary>
/// <param name="Low">Lower limit, 0 to 1.</param>
/// <param name="High">Upper limit, 0 to 1.</param>
public readonly record struct ProbabilityRange(double Low, double High);

/// <summary>Person of the same age and sex with healthy values.</summary>
public sealed record ReferencePerson
{
    /// <summary>Inputs of the reference person.</summary>
    public required PatientFeatures Features { get; init; }

    /// <summary>Probability of the reference person, 0 to 1.</summary>
    public required double Probability { get; init; }
}
