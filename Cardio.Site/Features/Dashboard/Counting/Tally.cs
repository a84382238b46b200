using static Cardio.Site.Features.Dashboard.Counting.CountLayout;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// What is counted about a set of assessments: whole numbers that only ever add, so that the tally of a whole is the sum of those of its
/// parts, whatever the order. Those with a diagnosis that was confirmed are "confirmed"; "estimate" is the doctor's own, blind one.
/// </summary>
/// <param name="isLight">Whether only the usage is wanted, of which there may be a tally for every day of years.</param>
internal sealed class Tally(bool isLight = false)
{
    private readonly long[] _numbers = new long[isLight ? UsageLength : Length];

    /// <summary>How many assessments.</summary>
    public long Assessments => _numbers[CountLayout.Assessments];

    /// <summary>Of these, by the form.</summary>
    public long FromForm => _numbers[CountLayout.FromForm];

    /// <summary>Of these, by the API.</summary>
    public long FromApi => _numbers[CountLayout.FromApi];

    /// <summary>Of these, with a file.</summary>
    public long FromBatch => _numbers[CountLayout.FromBatch];

    /// <summary>Of these, made by the demo verb.</summary>
    public long Demo => _numbers[CountLayout.Demo];

    /// <summary>Whose probability reached the threshold that held when they were made.</summary>
    public long AtOrAbove => _numbers[CountLayout.AtOrAbove];

    /// <summary>With a value that is unusual.</summary>
    public long Unusual => _numbers[CountLayout.Unusual];

    /// <summary>Without a cholesterol or glucose class.</summary>
    public long LabsNotMeasured => _numbers[CountLayout.LabsNotMeasured];

    /// <summary>Without a cholesterol class.</summary>
    public long CholesterolNotMeasured => _numbers[CountLayout.CholesterolNotMeasured];

    /// <summary>Without a glucose class.</summary>
    public long GlucoseNotMeasured => _numbers[CountLayout.GlucoseNotMeasured];

    /// <summary>Sum of the probabilities.</summary>
    public double ProbabilitySum => Share(CountLayout.ProbabilitySum);

    /// <summary>
    /// Of those at or above their threshold, the sum of the probabilities: as many have the disease if the probabilities are right.
    /// </summary>
    public double ExpectedTruePositives => Share(CountLayout.ExpectedTruePositives);

    /// <summary>Of those below their threshold, the sum of what the probabilities leave: as many are free of it.</summary>
    public double ExpectedTrueNegatives => Share(CountLayout.ExpectedTrueNegatives);

    /// <summary>How many took each number of seconds from the opened form to the result; the last bin holds the longer ones.</summary>
    public ReadOnlySpan<long> Seconds => Span(CountLayout.Seconds, LongestSeconds + 1);

    /// <summary>All by probability, in bins of a thousandth.</summary>
    public ReadOnlySpan<long> Probability => Span(CountLayout.Probability, ProbabilityBins);

    /// <summary>Confirmed with the disease, by probability.</summary>
    public ReadOnlySpan<long> Present => Span(CountLayout.Present, ProbabilityBins);

    /// <summary>Confirmed without it, by probability.</summary>
    public ReadOnlySpan<long> Absent => Span(CountLayout.Absent, ProbabilityBins);

    /// <summary>Confirmed with the disease, at or above the threshold that held.</summary>
    public long TruePositives => _numbers[CountLayout.TruePositives];

    /// <summary>Confirmed without it, at or above.</summary>
    public long FalsePositives => _numbers[CountLayout.FalsePositives];

    /// <summary>Confirmed without it, below.</summary>
    public long TrueNegatives => _numbers[CountLayout.TrueNegatives];

    /// <summary>Confirmed with the disease, below.</summary>
    public long FalseNegatives => _numbers[CountLayout.FalseNegatives];

    /// <summary>How many are confirmed.</summary>
    public long Confirmed => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Sum of the squared errors of the confirmed.</summary>
    public double ConfirmedBrierSum => Share(CountLayout.ConfirmedBrierSum);

    /// <summary>Sum of the probabilities of the confirmed.</summary>
    public double ConfirmedProbabilitySum => Share(CountLayout.ConfirmedProbabilitySum);

    /// <summary>The doctors' own estimates of confirmed patients with the disease, by whole per cents.</summary>
    public ReadOnlySpan<long> EstimatePresent => Span(CountLayout.EstimatePresent, PercentBins);

    /// <summary>The same without it.</summary>
    public ReadOnlySpan<long> EstimateAbsent => Span(CountLayout.EstimateAbsent, PercentBins);

    /// <summary>The model's probabilities of the same patients, with the disease.</summary>
    public ReadOnlySpan<long> EstimatedPresent => Span(CountLayout.EstimatedPresent, ProbabilityBins);

    /// <summary>The same without it.</summary>
    public ReadOnlySpan<long> EstimatedAbsent => Span(CountLayout.EstimatedAbsent, ProbabilityBins);

    /// <summary>The doctors' true and false positives, true and false negatives.</summary>
    public ReadOnlySpan<long> EstimateCells => Span(Estimates, 4);

    /// <summary>Sum of the doctors' squared errors.</summary>
    public double EstimateBrierSum => Share(Estimates + 4);

    /// <summary>The model's true and false positives, true and false negatives on the same patients.</summary>
    public ReadOnlySpan<long> EstimatedCells => Span(Estimated, 4);

    /// <summary>Sum of the model's squared errors on the same patients.</summary>
    public double EstimatedBrierSum => Share(Estimated + 4);

    /// <summary>
    /// How often each value of an input came, by the name in the model's card; values without an assessment are left out.
    /// </summary>
    public IReadOnlyList<(double Value, long Count)> Input(string name)
    {
        var input = CountedInput.FromName(name);
        var counts = Span(input.Start, input.Bins);
        var found = new List<(double, long)>();
        for (var bin = 0; bin < counts.Length; bin++)
            if (counts[bin] > 0) found.Add((input.Lowest + (bin * input.Width), counts[bin]));
        return found;
    }

    /// <summary>The sum of tallies that count everything.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var sum = new Tally();
        foreach (var tally in tallies)
            for (var place = 0; place < sum._numbers.Length; place++) sum._numbers[place] += tally._numbers[place];
        return sum;
    }

    /// <summary>Adds to one place of the layout.</summary>
    public void Add(int place, long number) => _numbers[place] += number;

    private double Share(int place) => (double)_numbers[place] / Billion;

    private ReadOnlySpan<long> Span(int start, int length) => _numbers.AsSpan(start, length);
}
