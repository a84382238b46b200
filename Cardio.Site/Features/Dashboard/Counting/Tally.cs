namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// The numbers of all <see cref="Counters"/> for a set of assessments. They only add, so the tally of a whole is the sum of the tallies of
/// its parts in any order.
/// </summary>
/// <param name="isLight">Whether it has only the usage; a page may need one tally for each day of several years.</param>
internal sealed class Tally(bool isLight = false)
{
    private readonly long[] _numbers = new long[isLight ? Counters.UsageLength : Counters.Length];

    /// <summary>Number of assessments that a counter counted.</summary>
    public long this[AssessmentCounter counter] => _numbers[counter.Place];

    /// <summary>Sum of shares.</summary>
    public double this[SumCounter counter] => (double)_numbers[counter.Place] / Counters.Billion;

    /// <summary>Numbers of assessments by bin.</summary>
    public ReadOnlySpan<long> this[BinCounter counter] => _numbers.AsSpan(counter.Place, counter.Length);

    /// <summary>Number of all assessments.</summary>
    public long Assessments => this[Counters.Assessments];

    /// <summary>Number of confirmed assessments.</summary>
    public long Confirmed => this[Counters.TruePositives] + this[Counters.FalsePositives]
        + this[Counters.TrueNegatives] + this[Counters.FalseNegatives];

    /// <summary>Counts the values of an input, named as in the model card; values without assessments are left out.</summary>
    public IReadOnlyList<(double Value, long Count)> Input(string name)
    {
        var input = CountedInput.FromName(name);
        var counts = _numbers.AsSpan(input.Place, input.Bins);
        var found = new List<(double, long)>();
        for (var bin = 0; bin < counts.Length; bin++)
            if (counts[bin] > 0) found.Add((input.Lowest + (bin * input.Width), counts[bin]));
        return found;
    }

    /// <summary>Sums complete tallies.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var sum = new Tally();
        foreach (var tally in tallies)
            for (var place = 0; place < sum._numbers.Length; place++) sum._numbers[place] += tally._numbers[place];
        return sum;
    }

    /// <summary>Adds an amount to one place.</summary>
    public void Add(int place, long amount) => _numbers[place] += amount;
}
