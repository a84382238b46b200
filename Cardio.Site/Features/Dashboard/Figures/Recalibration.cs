namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>The logistic regression of the truth on the logit of the probability (Cox 1958).</summary>
/// <param name="Intercept">With the slope held at 1: 0 where as much disease is predicted as there is, above 0 where there is more.</param>
/// <param name="Slope">1 where probabilities are as far apart as they should be, below 1 where they are too bold.</param>
internal sealed record Recalibration(Measured Intercept, Measured Slope)
{
    private const int MostSteps = 50;

    /// <summary>
    /// Fits both with 95 % Wald intervals, each patient at the middle of the bin. Null where there is no fit: a side is missing, or a
    /// threshold separates the sides.
    /// </summary>
    public static Recalibration? Fit(BinnedOutcomes outcomes)
    {
        if (outcomes.WithDisease == 0 || outcomes.WithoutDisease == 0) return null;
        return Fit(outcomes, isSlopeFree: false) is { } held && Fit(outcomes, isSlopeFree: true) is { } free
            ? new(
                Measured.Normal(held.Intercept, held.Variance, outcomes.Count), Measured.Normal(free.Slope, free.Variance, outcomes.Count))
            : null;
    }

    /// <summary>Newton's method; the variance is that of the slope where it is free, else of the intercept.</summary>
    private static (double Intercept, double Slope, double Variance)? Fit(BinnedOutcomes outcomes, bool isSlopeFree)
    {
        double intercept = 0, slope = 1;
        for (var step = 0; step < MostSteps; step++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (var bin = 0; bin < outcomes.Bins; bin++)
            {
                var count = outcomes.Present[bin] + outcomes.Absent[bin];
                if (count == 0) continue;
                var logit = Logit(outcomes.Probability(bin));
                var fitted = 1 / (1 + Math.Exp(-intercept - slope * logit));
                var (residual, weight) = (outcomes.Present[bin] - count * fitted, count * fitted * (1 - fitted));
                g0 += residual;
                g1 += residual * logit;
                h00 += weight;
                h01 += weight * logit;
                h11 += weight * logit * logit;
            }
            var determinant = h00 * h11 - h01 * h01;
            if (!(h00 > 1e-9) || isSlopeFree && !(determinant > 1e-9 * h00 * h11)) return null;
            var (byIntercept, bySlope) = isSlopeFree
                ? ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
                : (g0 / h00, 0);
            (intercept, slope) = (intercept + byIntercept, slope + bySlope);
            if (Math.Abs(byIntercept) + Math.Abs(bySlope) < 1e-10) return (intercept, slope, isSlopeFree ? h00 / determinant : 1 / h00);
        }
        return null;
    }

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));
}
