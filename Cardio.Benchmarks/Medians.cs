namespace Cardio.Benchmarks;

internal static class Medians
{
    /// <summary>Returns the median; for an even count, the mean of the two middle values.</summary>
    public static double Compute(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
