using Cardio.Model.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Identifies a group of counted assessments.</summary>
/// <param name="Start">The day or the first day of the month.</param>
/// <param name="DoctorId">The doctor, or <see cref="CountRows.AllDoctors"/>.</param>
/// <param name="ModelVersion">The model that made the assessments.</param>
/// <param name="Sex">Sex of the patients.</param>
/// <param name="AgeBand">Age band of the patients.</param>
internal readonly record struct Slice(DateOnly Start, Guid DoctorId, string ModelVersion, Sex Sex, AgeBand AgeBand);

/// <summary>A stored row of counts.</summary>
internal sealed record CountedRow
{
    public DateOnly StartDay { get; init; }

    public Guid DoctorId { get; init; }

    public string ModelVersion { get; init; } = "";

    public byte[] Usage { get; init; } = [];

    public byte[] Seconds { get; init; } = [];

    public byte[] Answers { get; init; } = [];

    public byte[] Inputs { get; init; } = [];

    /// <summary>All parts; those not read are empty.</summary>
    public byte[][] Parts => [Usage, Seconds, Answers, Inputs];
}

/// <summary>The counts of a period, which can be summed by any key.</summary>
/// <param name="rows">The stored rows.</param>
/// <param name="isLight">Whether they contain only the usage.</param>
internal sealed class CountSet(IReadOnlyList<CountedRow> rows, bool isLight)
{
    /// <summary>Sums all assessments, or those of a sex and an age band.</summary>
    public Tally Total(Sex? sex = null, AgeBand? ageBand = null) => By(_ => 0, sex, ageBand).GetValueOrDefault(0) ?? new Tally(isLight);

    /// <summary>Sums the assessments by a key.</summary>
    public IReadOnlyDictionary<TKey, Tally> By<TKey>(Func<Slice, TKey> by, Sex? sex = null, AgeBand? ageBand = null)
        where TKey : notnull
    {
        var tallies = new Dictionary<TKey, Tally>();
        foreach (var row in rows)
        {
            var groups = Groups(row);
            foreach (var part in row.Parts) AddTo(groups, part);
        }
        return tallies;

        // Creates the tally at the first number of a group, so that groups without numbers have none.
        Func<int, Tally?> Groups(CountedRow row)
        {
            var found = new Tally?[PackedCounts.Groups];
            var isExcluded = new bool[PackedCounts.Groups];
            return group =>
            {
                if (found[group] is { } tally || isExcluded[group]) return found[group];
                var (groupSex, groupAge) = PackedCounts.Who(group);
                isExcluded[group] = (sex ?? groupSex) != groupSex || (ageBand ?? groupAge) != groupAge;
                if (isExcluded[group]) return null;
                var key = by(new(row.StartDay, row.DoctorId, row.ModelVersion, groupSex, groupAge));
                if (!tallies.TryGetValue(key, out tally)) tallies[key] = tally = new Tally(isLight);
                return found[group] = tally;
            };
        }
    }

    private static void AddTo(Func<int, Tally?> groups, byte[] stored)
    {
        var (start, end) = (0, 0);
        Tally? tally = null;
        for (var reader = new PackedCounts.Reader(stored); reader.Next();)
        {
            if (reader.Place >= end)
            {
                start = reader.Place / Counters.Length * Counters.Length;
                end = start + Counters.Length;
                tally = groups(start / Counters.Length);
            }
            tally?.Add(reader.Place - start, reader.Number);
        }
    }
}
