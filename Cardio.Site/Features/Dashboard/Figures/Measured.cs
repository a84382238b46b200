using Cardio.Model.Card;
using Cardio.Model.Statistics;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>A figure with its 95% interval and its number of patients.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">Number of patients: the denominator of a share; an expected number if the figure is an estimate.</param>
internal readonly record struct Measured(double Value, double Low, double High, double Count)
{
    /// <summary>Converts to a figure without the number of patients.</summary>
    public static implicit operator Figure(Measured measured) => new(measured.Value, measured.Low, measured.High);

    /// <summary>Computes a share with its Wilson interval; null if the whole is empty.</summary>
    public static Measured? Share(double part, double whole)
    {
        if (whole <= 0) return null;
        var interval = WilsonInterval.FromCounts(part, whole);
        return new(part / whole, interval.Low, interval.High, whole);
    }

    /// <summary>Creates a figure with an interval by the normal approximation, limited to the range of the figure.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="variance">Variance of the figure, not of one patient; rounding may make it slightly negative.</param>
    /// <param name="count">Number of patients.</param>
    /// <param name="minimum">Smallest possible figure.</param>
    /// <param name="maximum">Largest possible figure.</param>
    public static Measured Normal(
        double value, double variance, double count, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity)
    {
        var half = WilsonInterval.NormalQuantile * Math.Sqrt(Math.Max(0, variance));
        return new(value, Math.Max(minimum, value - half), Math.Min(maximum, value + half), count);
    }
}
