namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Chance that is the same for the same seed: it makes patients up, and guards nothing.</summary>
/// <param name="seed">Any number.</param>
internal sealed class DemoDraw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>0 to 1, the 1 excluded.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>Whether something of this probability happens.</summary>
    public bool Happens(double probability) => _random.NextDouble() < probability;

    /// <summary>A whole number, both ends included.</summary>
    public int Whole(int from, int to) => _random.Next(from, to + 1);

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Exponential with this mean.</summary>
    public double Waiting(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    /// <summary>The index of one of the weights, each as probable as its share of their sum.</summary>
    /// <param name="sums">The sums of the weights up to and with each.</param>
    public int Among(double[] sums)
    {
        var found = Array.BinarySearch(sums, Share() * sums[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, sums.Length - 1);
    }
}
