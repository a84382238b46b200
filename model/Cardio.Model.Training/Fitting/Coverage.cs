using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Finds by simulation how far the spread of bootstrap replicates must be widened. The fitted model is taken for the truth, the
/// development patients get the disease anew with their probabilities under it, and everything is fitted and resampled again: the
/// factor is the one at which the stated share of the patients' intervals holds the truth. It says nothing about a truth outside
/// the model's class.
/// </summary>
internal static class Coverage
{
    /// <summary>Simulated fits have fewer replicates than the served model, which makes the factor a little too large.</summary>
    private const int MostReplicates = 30;

    /// <summary>Each so many-th distinct patient is looked at.</summary>
    private const int Stride = 7;

    public static IntervalWidening Simulate(MeasurementPattern pattern, DesignMatrix design, Fitted truth, TrainSettings settings)
    {
        var logits = design.Logits(truth.Weights);
        var deviations = new double[settings.Simulations][];
        Parallel.For(0, deviations.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, s =>
            deviations[s] = Deviations(design, truth, logits, Math.Min(MostReplicates, settings.Replicates), new Random(unchecked(settings.Seed * 7919 + s))));
        double[] sorted = [.. deviations.SelectMany(d => d).Order()];
        return new IntervalWidening(pattern,
            Math.Max(1, sorted[(int)(Explainer.IntervalLevel * (sorted.Length - 1))] / Explainer.Z95),
            (double)sorted.Count(d => d <= Explainer.Z95) / sorted.Length);
    }

    /// <summary>For each patient how many spreads of the replicates the estimate lies from the truth.</summary>
    private static double[] Deviations(DesignMatrix design, Fitted truth, float[] logits, int replicates, Random random)
    {
        var labels = design.Labels(row => random.NextDouble() < RiskModel.Sigmoid(logits[row]));
        var estimate = NewtonFit.Nearby(design, design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]), truth);
        var estimated = design.Logits(estimate.Weights);
        var looked = (design.Rows + Stride - 1) / Stride;
        double[] sums = new double[looked], squares = new double[looked];
        for (var r = 0; r < replicates; r++)
        {
            var sample = design.Draw(labels, Bootstrap.Draws(labels.Length, random.Next()));
            var replicate = design.Logits(NewtonFit.Nearby(design, sample, estimate).Weights);
            for (var k = 0; k < looked; k++)
            {
                // Counted from the estimate, so that the squares lose no digits.
                var away = replicate[k * Stride] - estimated[k * Stride];
                sums[k] += away;
                squares[k] += away * away;
            }
        }
        var deviations = new double[looked];
        for (var k = 0; k < looked; k++)
        {
            var variance = (squares[k] - sums[k] * sums[k] / replicates) / (replicates - 1);
            deviations[k] = Math.Abs(estimated[k * Stride] - logits[k * Stride]) / Math.Sqrt(Math.Max(variance, 1e-12));
        }
        return deviations;
    }
}
