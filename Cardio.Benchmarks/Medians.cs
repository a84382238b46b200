namespace Cardio.Benchmarks;

internal static class Medians
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Compute(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
