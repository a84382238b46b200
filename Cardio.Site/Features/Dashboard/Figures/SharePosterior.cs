using MathNet.Numerics;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// What is known of a share after some of its patients were counted: a Beta distribution from Jeffreys' prior, Beta(½, ½), which says
/// almost nothing before (Brown, Cai and DasGupta 2001).
/// </summary>
/// <param name="Alpha">Patients in the part, and a half.</param>
/// <param name="Beta">Patients in the rest, and a half.</param>
internal readonly record struct SharePosterior(double Alpha, double Beta)
{
    /// <summary>After a part of a whole was counted.</summary>
    public static SharePosterior FromCounts(double part, double whole) => new(part + 0.5, whole - part + 0.5);

    /// <summary>The share expected.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The chance that the share is below a value: the regularised incomplete beta function.</summary>
    /// <param name="share">0 to 1; beyond them the chance is 0 or 1.</param>
    public double ChanceBelow(double share) => SpecialFunctions.BetaRegularized(Alpha, Beta, Math.Clamp(share, 0, 1));

    /// <summary>
    /// The expected excess over a value, the mean of max(0, share − value). The share times its density is the density of
    /// Beta(α + 1, β) times the mean, so that both halves are incomplete beta functions.
    /// </summary>
    /// <param name="value">0 to 1.</param>
    public double MeanExcess(double value) =>
        Mean * (1 - new SharePosterior(Alpha + 1, Beta).ChanceBelow(value)) - value * (1 - ChanceBelow(value));
}
