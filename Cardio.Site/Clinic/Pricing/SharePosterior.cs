using MathNet.Numerics;

namespace Cardio.Site.Clinic.Pricing;

/// <summary>
/// The posterior distribution of a share after counting patients: a Beta distribution with the Jeffreys prior Beta(½, ½), which carries
/// almost no information (Brown, Cai and DasGupta 2001).
/// </summary>
/// <param name="Alpha">Patients in the part, plus ½.</param>
/// <param name="Beta">Patients in the rest, plus ½.</param>
internal readonly record struct SharePosterior(double Alpha, double Beta)
{
    /// <summary>Creates the posterior after counting a part of a whole.</summary>
    public static SharePosterior FromCounts(double part, double whole) => new(part + 0.5, whole - part + 0.5);

    /// <summary>Expected share.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>Computes the probability that the share is below a value: the regularized incomplete beta function.</summary>
    /// <param name="share">The value; below 0 the probability is 0, above 1 it is 1.</param>
    public double ChanceBelow(double share) => SpecialFunctions.BetaRegularized(Alpha, Beta, Math.Clamp(share, 0, 1));

    /// <summary>
    /// Computes the expected excess over a value, the mean of max(0, share − value). The share times its density equals the mean times
    /// the density of Beta(α + 1, β), so both terms are incomplete beta functions.
    /// </summary>
    /// <param name="value">0 to 1.</param>
    public double MeanExcess(double value) =>
        Mean * (1 - new SharePosterior(Alpha + 1, Beta).ChanceBelow(value)) - value * (1 - ChanceBelow(value));
}
