namespace Cardio.Site.Features.Dashboard.Models;

/// <summary>What one model did on patients; the confirmed ones by bins of a thousandth, and all by what their probabilities promise.</summary>
internal sealed class ConfirmedSide
{
    private const int Bins = 1000;

    private readonly long[] _present = new long[Bins];
    private readonly long[] _absent = new long[Bins];

    /// <summary>Confirmed with the disease, by probability.</summary>
    public ReadOnlySpan<long> Present => _present;

    /// <summary>Confirmed without it, by probability.</summary>
    public ReadOnlySpan<long> Absent => _absent;

    /// <summary>Confirmed with the disease, at or above their threshold.</summary>
    public long TruePositives { get; private set; }

    /// <summary>Confirmed without it, at or above.</summary>
    public long FalsePositives { get; private set; }

    /// <summary>Confirmed without it, below.</summary>
    public long TrueNegatives { get; private set; }

    /// <summary>Confirmed with the disease, below.</summary>
    public long FalseNegatives { get; private set; }

    /// <summary>Sum of the squared errors of the confirmed.</summary>
    public double BrierSum { get; private set; }

    /// <summary>All patients at or above their threshold, confirmed or not.</summary>
    public long AtOrAbove { get; private set; }

    /// <summary>Sum of p over them.</summary>
    public double ExpectedTruePositives { get; private set; }

    /// <summary>Sum of 1 − p over the others.</summary>
    public double ExpectedTrueNegatives { get; private set; }

    /// <summary>Adds a patient.</summary>
    /// <param name="probability">What the model says, 0 to 1.</param>
    /// <param name="threshold">The threshold that was set, 0 to 1.</param>
    /// <param name="hasDisease">The diagnosis, or null where nothing is confirmed.</param>
    public void Add(double probability, double threshold, bool? hasDisease)
    {
        var isPositive = probability >= threshold;
        if (isPositive)
        {
            AtOrAbove++;
            ExpectedTruePositives += probability;
        }
        else
        {
            ExpectedTrueNegatives += 1 - probability;
        }
        if (hasDisease is { } diseased) Confirm(probability, isPositive, diseased);
    }

    private void Confirm(double probability, bool isPositive, bool diseased)
    {
        // As the counts of the dashboard do it, so that both tell the same.
        var bin = Math.Min(Bins - 1, (int)Math.Floor(Bins * probability + 1e-9));
        (diseased ? _present : _absent)[bin]++;
        BrierSum += Math.Pow(probability - (diseased ? 1 : 0), 2);
        switch (diseased, isPositive)
        {
            case (true, true): TruePositives++; break;
            case (true, false): FalseNegatives++; break;
            case (false, true): FalsePositives++; break;
            default: TrueNegatives++; break;
        }
    }
}
