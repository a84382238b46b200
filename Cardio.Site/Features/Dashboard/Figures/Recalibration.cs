using Cardio.Model.Statistics;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>The <see cref="LogisticRecalibration"/> of probabilities, with intervals.</summary>
/// <param name="Intercept">With the slope fixed at 1: 0 if the predicted share equals the observed one, above 0 if there is more.</param>
/// <param name="Slope">1 if the probabilities have the right spread, below 1 if they are too extreme.</param>
internal sealed record Recalibration(Measured Intercept, Measured Slope)
{
    /// <summary>
    /// Fits intercept and slope with 95% Wald intervals, using the centre of each bin. Null if there is no fit: an outcome is missing, or
    /// a threshold separates the outcomes.
    /// </summary>
    public static Recalibration? Fit(BinnedOutcomes outcomes)
    {
        if (outcomes.WithDisease == 0 || outcomes.WithoutDisease == 0) return null;
        int[] bins = [.. Enumerable.Range(0, outcomes.Bins).Where(bin => outcomes.Present[bin] + outcomes.Absent[bin] > 0)];
        double[] logits = [.. bins.Select(bin => Logit(outcomes.Probability(bin)))];
        double[] present = [.. bins.Select(bin => outcomes.Present[bin])];
        double[] absent = [.. bins.Select(bin => outcomes.Absent[bin])];
        var intercept = LogisticRecalibration.Fit(logits, present, absent, isSlopeFree: false);
        var slope = LogisticRecalibration.Fit(logits, present, absent, isSlopeFree: true);
        return intercept.HasFit && slope.HasFit
            ? new(
                Measured.Normal(intercept.Intercept, intercept.Variance, outcomes.Count),
                Measured.Normal(slope.Slope, slope.Variance, outcomes.Count))
            : null;
    }

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));
}
