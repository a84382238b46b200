using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Explains single estimates.</summary>
internal sealed class Explainer(RiskModel model, FoldedModel[] patterns, BootstrapReplicates replicates, CellCounts cells)
{
    /// <summary>Confidence level of the interval of an estimate.</summary>
    public const double IntervalLevel = 0.95;

    /// <summary>Standard normal quantile for the two-sided <see cref="IntervalLevel"/>.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>Assumed measurement error of one cuff reading, in mmHg.</summary>
    private const int CuffErrorMmHg = 5;

    private static readonly PatientFeature[] Features = Enum.GetValues<PatientFeature>();

    public RiskExplanation Explain(in PatientFeatures patient)
    {
        var pattern = MeasurementPatterns.FromPatient(patient);
        var folded = patterns[(int)pattern];
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        Span<double> baseAxes = stackalloc double[SplineDesign.AxisCount];
        SplineDesign.ReadAxes(patient, axes);
        SplineDesign.ReadAxes(pattern.Mask(model.Card.TypicalPatient), baseAxes);
        var logit = folded.Logit(axes);
        var baseLogit = folded.Logit(baseAxes);
        return new RiskExplanation
        {
            Probability = RiskModel.Sigmoid(logit),
            Logit = logit,
            BaseLogit = baseLogit,
            BaseProbability = RiskModel.Sigmoid(baseLogit),
            Contributions = Contributions(folded, axes, baseAxes, baseLogit),
            SamplingUncertainty = SamplingUncertainty(pattern, axes, logit),
            CuffError = CuffError(patient),
            Reference = Reference(patient),
            PatientsLikeThis = cells.FindSimilar(patient),
            Flags = model.Flags(patient),
        };
    }

    private static Contribution[] Contributions(
        FoldedModel folded, ReadOnlySpan<double> axes, ReadOnlySpan<double> baseAxes, double baseLogit)
    {
        var n = Features.Length;
        Span<double> alone = stackalloc double[n];
        Span<double> together = stackalloc double[n * n];
        Span<double> logits = stackalloc double[n];
        Span<double> probabilities = stackalloc double[n];
        folded.Decompose(axes, baseAxes, alone, together);
        Shapley.LogitShares(alone, together, logits);
        Shapley.ProbabilityShares(baseLogit, alone, together, probabilities);
        var contributions = new Contribution[Features.Length];
        foreach (var feature in Features)
        {
            contributions[(int)feature] = new Contribution
            {
                Feature = feature,
                Logit = logits[(int)feature],
                Probability = probabilities[(int)feature],
                IsModifiable = feature is PatientFeature.BodyMassIndex or PatientFeature.Systolic
                    or PatientFeature.Diastolic or PatientFeature.Cholesterol,
            };
        }
        return contributions;
    }

    private ProbabilityRange SamplingUncertainty(MeasurementPattern pattern, ReadOnlySpan<double> axes, double logit)
    {
        var halfWidth = Z95 * model.Card.IntervalWidenings[(int)pattern].Factor * replicates.LogitStandardError(pattern, axes);
        return new ProbabilityRange(RiskModel.Sigmoid(logit - halfWidth), RiskModel.Sigmoid(logit + halfWidth));
    }

    private ProbabilityRange CuffError(in PatientFeatures patient) => new(
        model.Score(patient with
        {
            SystolicMmHg = patient.SystolicMmHg - CuffErrorMmHg,
            DiastolicMmHg = patient.DiastolicMmHg - CuffErrorMmHg,
        }),
        model.Score(patient with
        {
            SystolicMmHg = patient.SystolicMmHg + CuffErrorMmHg,
            DiastolicMmHg = patient.DiastolicMmHg + CuffErrorMmHg,
        }));

    /// <summary>
    /// Reference person: same age, sex and height; body mass index 22 kg/m², or the patient's weight if the height is unknown;
    /// 115/75 mmHg; no smoking, no alcohol, physically active; cholesterol and glucose normal. Unknown inputs stay unknown.
    /// </summary>
    private ReferencePerson Reference(in PatientFeatures patient)
    {
        var healthy = patient with
        {
            WeightKg = patient.HeightCm is { } cm ? 22 * (cm / 100) * (cm / 100) : patient.WeightKg,
            SystolicMmHg = 115,
            DiastolicMmHg = 75,
            Cholesterol = patient.Cholesterol == LabLevel.NotMeasured ? LabLevel.NotMeasured : LabLevel.Normal,
            Glucose = patient.Glucose == LabLevel.NotMeasured ? LabLevel.NotMeasured : LabLevel.Normal,
            Smoker = patient.Smoker.HasValue ? false : null,
            DrinksAlcohol = patient.DrinksAlcohol.HasValue ? false : null,
            PhysicallyActive = patient.PhysicallyActive.HasValue ? true : null,
        };
        return new ReferencePerson { Features = healthy, Probability = model.Score(healthy) };
    }
}
