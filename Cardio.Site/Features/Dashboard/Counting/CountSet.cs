using Cardio.Model.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>What a part of the counts is about.</summary>
/// <param name="Start">The day, or the first day of the month.</param>
/// <param name="DoctorId">The doctor, or <see cref="CountRows.AllDoctors"/> where they were asked for together.</param>
/// <param name="ModelVersion">The model that answered.</param>
/// <param name="Sex">The patients' sex.</param>
/// <param name="AgeBand">Their age band.</param>
internal readonly record struct Slice(DateOnly Start, Guid DoctorId, string ModelVersion, Sex Sex, AgeBand AgeBand);

/// <summary>A row of the counts as it is stored.</summary>
internal sealed record CountedRow
{
    public DateOnly StartDay { get; init; }

    public Guid DoctorId { get; init; }

    public string ModelVersion { get; init; } = "";

    public byte[] Usage { get; init; } = [];

    public byte[] Seconds { get; init; } = [];

    public byte[] Answers { get; init; } = [];

    public byte[] Inputs { get; init; } = [];

    /// <summary>What was read of it.</summary>
    public byte[][] Parts => [Usage, Seconds, Answers, Inputs];
}

/// <summary>The counts of a period, to be added up by whatever is asked.</summary>
/// <param name="rows">The rows.</param>
/// <param name="isLight">Whether they hold the usage only.</param>
internal sealed class CountSet(IReadOnlyList<CountedRow> rows, bool isLight)
{
    /// <summary>All, or those of a sex and an age band.</summary>
    public Tally Total(Sex? sex = null, AgeBand? ageBand = null) => By(_ => 0, sex, ageBand).GetValueOrDefault(0) ?? new Tally(isLight);

    /// <summary>The same apart, by what is read from each part.</summary>
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

        // Found when the first number of a group comes: a group without one gets no tally.
        Func<int, Tally?> Groups(CountedRow row)
        {
            var found = new Tally?[PackedCounts.Groups];
            var isLeftOut = new bool[PackedCounts.Groups];
            return group =>
            {
                if (found[group] is { } tally || isLeftOut[group]) return found[group];
                var (groupSex, groupAge) = PackedCounts.Who(group);
                isLeftOut[group] = (sex ?? groupSex) != groupSex || (ageBand ?? groupAge) != groupAge;
                if (isLeftOut[group]) return null;
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
