namespace Cardio.Model.Statistics;

/// <summary>Brier score (Brier 1950): the mean squared error of probabilities, 0 to 1; lower is better.</summary>
public struct BrierScore
{
    private double _sum;

    /// <summary>Returns the squared error of one patient's probability, 0 to 1.</summary>
    /// <param name="probability">The probability, 0 to 1.</param>
    /// <param name="hasDisease">The outcome.</param>
    public static double SquaredError(double probability, bool hasDisease)
    {
        var miss = hasDisease ? 1 - probability : probability;
        return miss * miss;
    }

    /// <summary>Adds patients with equal probability and outcome.</summary>
    /// <param name="probability">The probability, 0 to 1.</param>
    /// <param name="hasDisease">The outcome.</param>
    /// <param name="count">Number of patients.</param>
    public void Add(double probability, bool hasDisease, double count = 1)
    {
        var miss = hasDisease ? 1 - probability : probability;
        _sum += count * miss * miss;
    }

    /// <summary>Returns the score.</summary>
    /// <param name="count">Number of all patients.</param>
    public readonly double Value(double count) => _sum / count;
}
