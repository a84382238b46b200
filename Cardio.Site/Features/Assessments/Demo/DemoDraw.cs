namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Reproducible random numbers for demo data; not for security.</summary>
/// <param name="seed">The seed; the same seed gives the same numbers.</param>
internal sealed class DemoDraw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Draws a number from 0 to below 1.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>Draws whether an event of this probability happens.</summary>
    public bool Happens(double probability) => _random.NextDouble() < probability;

    /// <summary>Draws a whole number, both ends included.</summary>
    public int Whole(int from, int to) => _random.Next(from, to + 1);

    /// <summary>Draws from the standard normal distribution (Box and Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Draws from the exponential distribution with this mean.</summary>
    public double Waiting(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    /// <summary>Draws an index with probability proportional to its weight.</summary>
    /// <param name="sums">The cumulative weights.</param>
    public int Among(double[] sums)
    {
        var found = Array.BinarySearch(sums, Share() * sums[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, sums.Length - 1);
    }
}
