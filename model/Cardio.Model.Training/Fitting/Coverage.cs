using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training.Fitting;

/// <summary>
/// Estimates by simulation the factor by which bootstrap standard errors must be widened to reach the nominal coverage. Each simulation
/// draws new outcomes for the development patients from the fitted model (a parametric bootstrap), refits and resamples. The result
/// does not cover misspecification: a true risk that the model cannot represent.
/// </summary>
internal static class Coverage
{
    /// <summary>Fewer replicates than for the served model to save time; this makes the factor slightly too large.</summary>
    private const int MaximumReplicates = 30;

    /// <summary>Only every n-th distinct patient is evaluated, to save time.</summary>
    private const int Stride = 7;

    public static IntervalWidening Simulate(MeasurementPattern pattern, DesignMatrix design, Fitted truth, TrainSettings settings)
    {
        var logits = design.Logits(truth.Weights);
        var deviations = new double[settings.Simulations][];
        Parallel.For(0, deviations.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, s =>
        {
            var random = new Random(unchecked(settings.Seed * 7919 + s));
            deviations[s] = Deviations(design, truth, logits, Math.Min(MaximumReplicates, settings.Replicates), random);
        });
        double[] sorted = [.. deviations.SelectMany(d => d).Order()];
        return new IntervalWidening(pattern,
            Math.Max(1, sorted[(int)(Explainer.IntervalLevel * (sorted.Length - 1))] / Explainer.Z95),
            (double)sorted.Count(d => d <= Explainer.Z95) / sorted.Length);
    }

    /// <summary>Returns for each patient the absolute error of the logit in bootstrap standard errors.</summary>
    private static double[] Deviations(DesignMatrix design, Fitted truth, float[] logits, int replicates, Random random)
    {
        var labels = design.Labels(row => random.NextDouble() < RiskModel.Sigmoid(logits[row]));
        var estimate = NewtonFit.WarmStart(design, design.Draw(labels, [.. Enumerable.Repeat(1, labels.Length)]), truth);
        var estimated = design.Logits(estimate.Weights);
        var count = (design.Rows + Stride - 1) / Stride;
        double[] sums = new double[count], squares = new double[count];
        for (var r = 0; r < replicates; r++)
        {
            var sample = design.Draw(labels, Bootstrap.Draws(labels.Length, random.Next()));
            var replicate = design.Logits(NewtonFit.WarmStart(design, sample, estimate).Weights);
            for (var k = 0; k < count; k++)
            {
                // Deviation from the estimate, because sums of squared logits would lose precision.
                var deviation = replicate[k * Stride] - estimated[k * Stride];
                sums[k] += deviation;
                squares[k] += deviation * deviation;
            }
        }
        var deviations = new double[count];
        for (var k = 0; k < count; k++)
        {
            var variance = (squares[k] - sums[k] * sums[k] / replicates) / (replicates - 1);
            deviations[k] = Math.Abs(estimated[k * Stride] - logits[k * Stride]) / Math.Sqrt(Math.Max(variance, 1e-12));
        }
        return deviations;
    }
}
