namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// Where each count stands in a <see cref="Tally"/>. Whoever changes this changes <see cref="Version"/>, and everything is counted anew.
/// </summary>
internal static class CountLayout
{
    /// <summary>Names this layout.</summary>
    public const int Version = 3;

    /// <summary>Sums of probabilities are kept in whole billionths, so that they are equal whatever the order of adding.</summary>
    public const long Billion = 1_000_000_000;

    /// <summary>Bins of a probability, each a thousandth wide.</summary>
    public const int ProbabilityBins = 1000;

    /// <summary>Whole per cents, 0 to 100.</summary>
    public const int PercentBins = 101;

    /// <summary>Longest time of a form that is told apart, in seconds; the last bin holds the longer ones.</summary>
    public const int LongestSeconds = 1800;

    public const int Assessments = 0;
    public const int FromForm = 1;
    public const int FromApi = 2;
    public const int FromBatch = 3;
    public const int Demo = 4;
    public const int AtOrAbove = 5;
    public const int Unusual = 6;
    public const int LabsNotMeasured = 7;
    public const int ProbabilitySum = 8;
    public const int CholesterolNotMeasured = 9;
    public const int GlucoseNotMeasured = 10;

    /// <summary>Below this stands what is read for every day: so little that SQLite finds it without a page of its own.</summary>
    public const int UsageLength = 16;

    /// <summary>The times of the forms, which a page reads without the rest of the answers.</summary>
    public const int Seconds = UsageLength;

    /// <summary>The first place of what was answered, and what came of it.</summary>
    public const int Answers = Seconds + LongestSeconds + 1;

    public const int TruePositives = Answers;
    public const int FalsePositives = TruePositives + 1;
    public const int TrueNegatives = TruePositives + 2;
    public const int FalseNegatives = TruePositives + 3;
    public const int ConfirmedBrierSum = TruePositives + 4;
    public const int ConfirmedProbabilitySum = TruePositives + 5;

    /// <summary>The doctors' own estimates of patients whose diagnosis is confirmed: four counts and the Brier sum.</summary>
    public const int Estimates = TruePositives + 6;

    /// <summary>The model on the same patients, in the same order.</summary>
    public const int Estimated = Estimates + 5;

    public const int ExpectedTruePositives = Estimated + 5;
    public const int ExpectedTrueNegatives = ExpectedTruePositives + 1;

    public const int Probability = Answers + 32;
    public const int Present = Probability + ProbabilityBins;
    public const int Absent = Present + ProbabilityBins;
    public const int EstimatedPresent = Absent + ProbabilityBins;
    public const int EstimatedAbsent = EstimatedPresent + ProbabilityBins;
    public const int EstimatePresent = EstimatedAbsent + ProbabilityBins;
    public const int EstimateAbsent = EstimatePresent + PercentBins;

    /// <summary>The first of <see cref="CountedInput.All"/>.</summary>
    public const int Inputs = EstimateAbsent + PercentBins;

    /// <summary>How many numbers there are.</summary>
    public static readonly int Length = Inputs + CountedInput.All.Sum(input => input.Bins);

    /// <summary>
    /// The bin of a probability. A probability that was typed as 0.57 is a little less in the machine; it belongs to 0.57 all the same.
    /// </summary>
    public static int Bin(double probability) => Math.Min((int)((ProbabilityBins * probability) + 1e-9), ProbabilityBins - 1);
}
