namespace Cardio.Model;

/// <summary>What a contribution is about: the patient's values in the groups in which they are explained.</summary>
public enum PatientFeature
{
    /// <summary>Age.</summary>
    Age,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Body mass index, from height and weight; the weight alone where the height is not known.</summary>
    BodyMassIndex,

    /// <summary>Systolic blood pressure.</summary>
    Systolic,

    /// <summary>Diastolic blood pressure.</summary>
    Diastolic,

    /// <summary>Cholesterol class.</summary>
    Cholesterol,

    /// <summary>Glucose class.</summary>
    Glucose,

    /// <summary>Smoking.</summary>
    Smoking,

    /// <summary>Alcohol.</summary>
    Alcohol,

    /// <summary>Physical activity.</summary>
    Activity,
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

/// <summary>A range of whole numbers, both ends inclusive.</summary>
/// <param name="From">Lowest.</param>
/// <param name="To">Highest.</param>
public readonly record struct WholeRange(int From, int To);

/// <summary>A person with the same age and sex and healthy values.</summary>
public sealed record ReferencePerson
{
    /// <summary>The values of that person.</summary>
    public required PatientFeatures Features { get; init; }

    /// <summary>The model's probability for them.</summary>
    public required double Probability { get; init; }
}

/// <summary>How many of the development data's patients in the same cell had the disease.</summary>
public sealed record PatientsLikeThis
{
    /// <summary>Patients in the cell.</summary>
    public required int Count { get; init; }

    /// <summary>Of these, how many had the disease.</summary>
    public required int WithDisease { get; init; }

    /// <summary>95 % Wilson interval of their share.</summary>
    public required ProbabilityRange Interval { get; init; }

    /// <summary>Whether the cell was merged with its neighbours because it held fewer than 20 patients.</summary>
    public required bool IsMerged { get; init; }

    /// <summary>Ages covered, completed years, both ends inclusive.</summary>
    public required WholeRange AgeYears { get; init; }

    /// <summary>Systolic pressures covered in mmHg, both ends inclusive.</summary>
    public required WholeRange SystolicMmHg { get; init; }

    /// <summary>Sex covered, or null where both are.</summary>
    public required Sex? Sex { get; init; }

    /// <summary>Cholesterol class covered, or null where all are.</summary>
    public required LabLevel? Cholesterol { get; init; }
}

/// <summary>Why an estimate deserves less trust than its number suggests.</summary>
public enum PatientFlag
{
    /// <summary>Age outside the ages the model learned from.</summary>
    AgeOutsideTraining,

    /// <summary>Height outside the range the model learned from.</summary>
    HeightOutsideTraining,

    /// <summary>Weight outside the range the model learned from.</summary>
    WeightOutsideTraining,

    /// <summary>Body mass index outside the range the model learned from.</summary>
    BodyMassIndexOutsideTraining,

    /// <summary>Systolic pressure outside the range the model learned from.</summary>
    SystolicOutsideTraining,

    /// <summary>Diastolic pressure outside the range the model learned from.</summary>
    DiastolicOutsideTraining,

    /// <summary>Cholesterol was not measured.</summary>
    CholesterolNotMeasured,

    /// <summary>Glucose was not measured.</summary>
    GlucoseNotMeasured,

    /// <summary>Unusual height.</summary>
    UnusualHeight,

    /// <summary>Unusual weight.</summary>
    UnusualWeight,

    /// <summary>Unusual body mass index.</summary>
    UnusualBodyMassIndex,

    /// <summary>Unusual systolic pressure.</summary>
    UnusualSystolic,

    /// <summary>Unusual diastolic pressure.</summary>
    UnusualDiastolic,

    /// <summary>Unusual difference between systolic and diastolic pressure.</summary>
    UnusualPulsePressure,

    /// <summary>
    /// Sex, height or a lifestyle answer is not known: only age, weight, both pressures and cholesterol (if measured) are used.
    /// </summary>
    FewInputsUsed,
}

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

    /// <summary>Sampling uncertainty of the estimate: 95 %, from bootstrap replicates of the whole fit.</summary>
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
