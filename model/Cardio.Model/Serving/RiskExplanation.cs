using Cardio.Model.Card;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Everything that stands behind one estimate.</summary>
public sealed record RiskExplanation
{
    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The same as a logit.</summary>
    public required double Logit { get; init; }

    /// <summary>Logit from which the contributions start.</summary>
    public required double BaseLogit { get; init; }

    /// <summary>Probability from which the contributions start, 0 to 1.</summary>
    public required double BaseProbability { get; init; }

    /// <summary>One entry a feature, in the order of <see cref="PatientFeature"/>.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>
    /// Sampling uncertainty of the estimate, at <see cref="ModelCard.IntervalLevel"/>: from bootstrap replicates of the whole fit,
    /// widened by the factor that simulations ask for. It does not cover errors of the data or of the model's form.
    /// </summary>
    public required ProbabilityRange SamplingUncertainty { get; init; }

    /// <summary>The estimate if both pressures were read 5 mmHg too high or too low.</summary>
    public required ProbabilityRange CuffError { get; init; }

    /// <summary>Same age and sex, healthy values.</summary>
    public required ReferencePerson Reference { get; init; }

    /// <summary>Patients of the development data in the same cell.</summary>
    public required PatientsLikeThis PatientsLikeThis { get; init; }

    /// <summary>Flags, in the order of <see cref="PatientFlag"/>.</summary>
    public required IReadOnlyList<PatientFlag> Flags { get; init; }
}

/// <summary>How much one feature moves this patient's estimate away from the base.</summary>
public sealed record Contribution
{
    /// <summary>The feature.</summary>
    public required PatientFeature Feature { get; init; }

    /// <summary>Its share of the logit; with the base these sum to the patient's logit.</summary>
    public required double Logit { get; init; }

    /// <summary>Its share of the probability, as a fraction (0.24 = 24 points); with the base these sum to the probability.</summary>
    public required double Probability { get; init; }

    /// <summary>Whether the patient and the doctor can change it and the model is constrained to the medically right direction.</summary>
    public required bool IsModifiable { get; init; }
}

/// <summary>An interval of probabilities, both as fractions.</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end, 0 to 1.</param>
public readonly record struct ProbabilityRange(double Low, double High);

/// <summary>A person with the same age and sex and healthy values.</summary>
public sealed record ReferencePerson
{
    /// <summary>The values of that person.</summary>
    public required PatientFeatures Features { get; init; }

    /// <summary>The model's probability for them.</summary>
    public required double Probability { get; init; }
}
