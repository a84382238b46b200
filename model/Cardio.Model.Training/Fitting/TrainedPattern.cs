using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Microsoft.ML;

namespace Cardio.Model.Training.Fitting;

/// <summary>Training result of one measurement pattern.</summary>
/// <param name="Transformer">ML.NET regression fitted on all patients.</param>
/// <param name="Folded">Lookup tables of the same regression.</param>
/// <param name="Outcomes">Cross-validated predictions of all patients.</param>
/// <param name="Replicates">Weights of the bootstrap replicates.</param>
/// <param name="Widening">Widening of the confidence intervals.</param>
internal sealed record TrainedPattern(
    ITransformer Transformer, FoldedModel Folded, ScoredOutcome[] Outcomes, float[][] Replicates, IntervalWidening Widening)
{
    public static TrainedPattern Fit(
        MLContext context,
        IReadOnlyList<LabelledPatient> patients,
        int[] folds,
        MeasurementPattern pattern,
        TrainSettings settings,
        Action<string> report)
    {
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        var design = new DesignMatrix([.. patients.Select(p => pattern.Mask(p.Patient))]);
        var whole = NewtonFit.FromZero(design, design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]), settings.Ridge);
        var outcomes = CrossValidation.Predict(patients, folds, design, whole, pattern);
        var measured = Metrics.FromOutcomes(outcomes);
        report($"{pattern}: cross-validated AUC {measured.Auc:F4}, Brier {measured.Brier:F4}");
        LeakGate.CheckAuc(measured.Auc);
        var fitted = LogisticFit.Fit(context, LogisticFit.Rows(patients, pattern), whole.Expand(design), settings.Ridge);
        var replicates = Bootstrap.Fit(labels, design, whole, settings);
        report($"{pattern}: fitted on all patients and {settings.Replicates} resamples of them");
        var widening = Coverage.Simulate(pattern, design, whole, settings);
        report($"{pattern}: intervals hold {widening.PlainCoverage:P1} in simulations, widened by {widening.Factor:F2}");
        return new TrainedPattern(fitted, ModelArtifact.Fold(fitted.Model.SubModel, pattern), outcomes, replicates, widening);
    }
}
