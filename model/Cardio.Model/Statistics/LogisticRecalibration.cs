namespace Cardio.Model.Statistics;

/// <summary>
/// Logistic recalibration (Cox 1958): the logistic regression of the outcome on the logit of the probability, by Newton's method.
/// </summary>
/// <param name="Intercept">
/// With a fixed slope: 0 if predicted and observed share are equal, above 0 if the observed share is higher.
/// </param>
/// <param name="Slope">1 if the probabilities have the right spread, below 1 if they are too extreme.</param>
/// <param name="Variance">Variance of the slope if it is free, otherwise of the intercept.</param>
/// <param name="HasFit">Whether the regression converged. It needs both outcomes, not perfectly separated by the probability.</param>
public readonly record struct LogisticRecalibration(double Intercept, double Slope, double Variance, bool HasFit)
{
    private const int MaximumSteps = 25;
    private const double Tolerance = 1e-9;

    /// <summary>Fits the regression to groups of patients with equal probability.</summary>
    /// <param name="logits">Logit of the probability of each group.</param>
    /// <param name="withDisease">Number of patients with the disease in each group.</param>
    /// <param name="withoutDisease">Number of patients without the disease in each group.</param>
    /// <param name="isSlopeFree">Whether to fit the slope too; otherwise it is 1.</param>
    public static LogisticRecalibration Fit(
        ReadOnlySpan<double> logits, ReadOnlySpan<double> withDisease, ReadOnlySpan<double> withoutDisease, bool isSlopeFree)
    {
        double intercept = 0, slope = 1, variance = double.NaN;
        for (var step = 0; step < MaximumSteps; step++)
        {
            var at = Derivatives.At(intercept, slope, logits, withDisease, withoutDisease);
            var determinant = at.H00 * at.H11 - at.H01 * at.H01;
            var isSingular = !(at.H00 > Tolerance) || isSlopeFree && !(determinant > Tolerance * at.H00 * at.H11);
            var (byIntercept, bySlope) = isSlopeFree
                ? ((at.H11 * at.G0 - at.H01 * at.G1) / determinant, (at.H00 * at.G1 - at.H01 * at.G0) / determinant)
                : (at.G0 / at.H00, 0);
            (intercept, slope) = (intercept + byIntercept, slope + bySlope);
            variance = isSlopeFree ? at.H00 / determinant : 1 / at.H00;
            if (!(Math.Abs(byIntercept) + Math.Abs(bySlope) > Tolerance)) return new(intercept, slope, variance, !isSingular);
        }
        return new(intercept, slope, variance, HasFit: false);
    }

    /// <summary>Gradient and negative Hessian of the log-likelihood.</summary>
    private readonly record struct Derivatives(double G0, double G1, double H00, double H01, double H11)
    {
        public static Derivatives At(
            double intercept, double slope,
            ReadOnlySpan<double> logits, ReadOnlySpan<double> withDisease, ReadOnlySpan<double> withoutDisease)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (var i = 0; i < logits.Length; i++)
            {
                var x = logits[i];
                var fitted = 1 / (1 + Math.Exp(-(intercept + slope * x)));
                var residual = withDisease[i] * (1 - fitted) - withoutDisease[i] * fitted;
                var weight = (withDisease[i] + withoutDisease[i]) * fitted * (1 - fitted);
                g0 += residual;
                g1 += residual * x;
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }
            return new(g0, g1, h00, h01, h11);
        }
    }
}
