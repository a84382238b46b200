using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Microsoft.ML;

namespace Cardio.Model.Training.Fitting;

/// <summary>Everything that training finds for one measurement pattern.</summary>
/// <param name="Transformer">ML.NET's regression on all patients.</param>
/// <param name="Folded">The same for scoring.</param>
/// <param name="Outcomes">The cross-validated probability of every patient.</param>
/// <param name="Replicates">The weights of the bootstrap replicates.</param>
/// <param name="Widening">How their spread must be widened.</param>
internal sealed record TrainedPattern(
    ITransformer Transformer, FoldedModel Folded, ScoredOutcome[] Outcomes, float[][] Replicates, IntervalWidening Widening)
{
    public static TrainedPattern Fit(
        MLContext context, IReadOnlyList<LabelledPatient> patients, int[] folds, MeasurementPattern pattern, TrainSettings settings,
        Action<string> say)
    {
        bool[] labels = [.. patients.Select(p => p.HasDisease)];
        var design = new DesignMatrix([.. patients.Select(p => pattern.Mask(p.Patient))]);
        var whole = NewtonFit.FromNothing(design, design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]), settings.Ridge);
        var outcomes = CrossValidation.Predict(patients, folds, design, whole, pattern);
        var measured = Metrics.FromOutcomes(outcomes);
        say($"{pattern}: cross-validated AUC {measured.Auc:F4}, Brier {measured.Brier:F4}");
        LeakGate.CheckAuc(measured.Auc);
        var fitted = LogisticFit.Fit(context, LogisticFit.Rows(patients, pattern), whole.Expand(design), settings.Ridge);
        var replicates = Bootstrap.Fit(labels, design, whole, settings);
        say($"{pattern}: fitted on all patients and {settings.Replicates} resamples of them");
        var widening = Coverage.Simulate(pattern, design, whole, settings);
        say($"{pattern}: intervals hold {widening.PlainCoverage:P1} in simulations, widened by {widening.Factor:F2}");
        return new TrainedPattern(fitted, ModelArtifact.Fold(fitted.Model.SubModel, pattern), outcomes, replicates, widening);
    }
}
