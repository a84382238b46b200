using Cardio.Model.Serving;

namespace Cardio.Model.Statistics;

/// <summary>
/// The 95 % score interval of a proportion (Wilson 1927). It stays within 0 and 1, even for small samples.
/// </summary>
public static class WilsonInterval
{
    /// <summary>The normal distribution's 97.5th percentile.</summary>
    public const double NormalQuantile = 1.959963984540054;

    /// <summary>Computes the interval of a proportion.</summary>
    /// <param name="part">Number of patients with the property, at most <c>whole</c>. May be fractional, such as an expected count.</param>
    /// <param name="whole">Above 0.</param>
    public static ProbabilityRange FromCounts(double part, double whole)
    {
        const double z = NormalQuantile;
        var share = part / whole;
        var centre = share + z * z / (2 * whole);
        var half = z * Math.Sqrt(share * (1 - share) / whole + z * z / (4.0 * whole * whole));
        var scale = 1 + z * z / whole;
        return new ProbabilityRange(Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }
}
