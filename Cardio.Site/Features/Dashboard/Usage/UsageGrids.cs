using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>Tables of the usage page.</summary>
internal sealed class UsageGrids(Filter filter, IReadOnlyList<Doctor> doctors, IStringLocalizer<DashboardText> words)
{
    private static readonly string[] Sources = ["form", "api", "batch"];

    private GridColumn[] Columns =>
    [
        new(words["Assessments"], IsSeries: true), new(words["MeanProbability"]), new(words["ShareAtOrAbove"]),
        new(words["ShareUnusual"]), new(words["ShareLabsNotMeasured"]),
    ];

    /// <summary>Creates the table over time, next to the previous period; each point links to its days.</summary>
    /// <param name="now">The period.</param>
    /// <param name="before">The previous period.</param>
    /// <param name="known">Days with known figures: from the first assessment to today.</param>
    public Grid OverTime(UsageSummary now, UsageSummary before, Period known)
    {
        var points = filter.Period.Days().GroupBy(filter.PointOf).ToList();
        var tallies = now.Counted.By(slice => filter.PointOf(slice.Start), filter.Sex, filter.AgeBand);
        var shifted = before.Counted.By(slice => filter.PointOf(slice.Start.AddDays(filter.Period.Length)), filter.Sex, filter.AgeBand);
        var counts = points.Select(point => Assessments(tallies.GetValueOrDefault(point.Key))).ToList();
        var earlier = points.Select(point => Assessments(shifted.GetValueOrDefault(point.Key))).ToList();
        var (hidden, hiddenEarlier) = (SmallCellSuppression.Hidden(counts), SmallCellSuppression.Hidden(earlier));
        var shares = Shares([.. points.Select(point => tallies.GetValueOrDefault(point.Key))], hidden);
        var releases = Releases(now.Counted);
        var rows = points.Select((point, i) => new GridRow(Label(point.Key),
            [
                IsKnown(point, known) ? Count(counts[i], hidden[i]) : NoData,
                IsKnown(point.Select(day => day.AddDays(-filter.Period.Length)), known) ? Count(earlier[i], hiddenEarlier[i]) : NoData,
                .. shares[i],
            ])
            {
                Href = filter.Step == Step.Day && filter.Period.Length == 1 ? null : Narrowed(point),
                Marker = releases.Where(release => filter.PointOf(release.Day) == point.Key)
                    .Select(release => words["Release", release.Version].Value).FirstOrDefault(),
            });
        var total = now.Total.Assessments;
        return new("days", Title(total),
            words[$"Step.{filter.Step}"], [Columns[0], new(words["PeriodBefore"], IsSeries: true), .. Columns[1..]], [.. rows])
        {
            Chart = ChartKind.Bar, Description = words["OverTimeChart"],
        };
    }

    private string Title(long assessments)
    {
        var days = filter.Period.Length;
        if (SmallCellSuppression.IsSmall(assessments)) return words["OverTimeFew", SmallCellSuppression.Fewest, days];
        var count = assessments.ToString("N0", CultureInfo.CurrentCulture);
        return words[days == 1 ? "OverTimeDay" : "OverTimeTitle", count, days];
    }

    /// <summary>Creates the table by doctor, the most active first; with few assessments even the doctors are hidden.</summary>
    public Grid ByDoctor(UsageSummary now)
    {
        if (SmallCellSuppression.IsSmall(now.Total.Assessments))
            return new(
                "doctors", words["DoctorsTitle"], words["Doctor"], Columns, [new(words["Hidden"], [.. Columns.Select(_ => Hidden)])]);
        var names = doctors.ToDictionary(doctor => doctor.Id, doctor => doctor.DisplayName);
        var rows = now.ByDoctor
            .OrderByDescending(row => row.Value.Assessments).ThenBy(row => names.GetValueOrDefault(row.Key), StringComparer.CurrentCulture)
            .Select(
                row =>
                    (names.GetValueOrDefault(row.Key, "–"), row.Value, (string?)(filter with { Doctor = row.Key }).Address("/dashboard")));
        return Table("doctors", "DoctorsTitle", "Doctor", [.. rows]);
    }

    /// <summary>Creates the table by channel.</summary>
    public Grid BySource(UsageSummary now)
    {
        var total = now.Total;
        var counts = new[] { total[Counters.FromForm], total[Counters.FromApi], total[Counters.FromBatch] };
        var hidden = SmallCellSuppression.Hidden(counts);
        var rows = Sources.Select((source, i) => new GridRow(
            words[$"Source.{source}"], Count(counts[i], hidden[i]),
            hidden[i] ? Hidden : Cell.Share((double)counts[i] / Math.Max(1, total.Assessments))));
        return new("sources", words["SourcesTitle"], words["Source"], [Columns[0], new(words["ShareOfAll"])], [.. rows]);
    }

    /// <summary>Creates the table by sex and age band.</summary>
    public Grid ByPatients(UsageSummary now)
    {
        var tallies = now.Counted.By(slice => (slice.Sex, slice.AgeBand), filter.Sex, filter.AgeBand);
        var rows = from sex in Enum.GetValues<Sex>()
                   where filter.Sex is null || filter.Sex == sex
                   from band in Enum.GetValues<AgeBand>()
                   where filter.AgeBand is null || filter.AgeBand == band
                   select (words["SexAndAge", words[$"Sex.{sex}"].Value, words[$"AgeBand.{band}"].Value].Value,
                       tallies.GetValueOrDefault((sex, band)) ?? new Tally(isLight: true),
                       (string?)(filter with { Sex = sex, AgeBand = band }).Address("/dashboard"));
        return Table("patients", "PatientsTitle", "Patients", [.. rows]) with { Chart = ChartKind.Bar };
    }

    private Grid Table(string id, string title, string rowTitle, IReadOnlyList<(string Label, Tally Tally, string? Href)> rows)
    {
        var hidden = SmallCellSuppression.Hidden([.. rows.Select(row => row.Tally.Assessments)]);
        var shares = Shares([.. rows.Select(row => row.Tally)], hidden);
        return new(id, words[title], words[rowTitle], Columns, [.. rows.Select((row, i) =>
            new GridRow(row.Label, [Count(row.Tally.Assessments, hidden[i]), .. shares[i]]) { Href = row.Href })]);
    }

    /// <summary>Returns the cells of each row after its count.</summary>
    private IReadOnlyList<Cell[]> Shares(IReadOnlyList<Tally?> tallies, IReadOnlyList<bool> hidden)
    {
        var wholes = tallies.Select(Assessments).ToList();
        var parts = new[] { Counters.AtOrAbove, Counters.Unusual, Counters.LabsNotMeasured }
            .Select(counter => tallies.Select(tally => tally?[counter] ?? 0).ToList()).ToList();
        var hiddenParts = parts.Select(part => SmallCellSuppression.HiddenShares(part, wholes, hidden)).ToList();
        return [.. wholes.Select((whole, row) => whole == 0 ? Enumerable.Repeat(NoData, 1 + parts.Count).ToArray() :
            [
                hidden[row] ? Hidden : Mean(tallies[row]![Counters.ProbabilitySum] / whole),
                .. parts.Select((part, column) => hiddenParts[column][row] ? Hidden : Cell.Share((double)part[row] / whole)),
            ])];

        static Cell Mean(double mean) => new(Percent.Show(mean), mean);
    }

    /// <summary>Finds the days on which a model was first used, among the days with assessments.</summary>
    private static List<(string Version, DateOnly Day)> Releases(CountSet counted)
    {
        var days = counted.By(slice => (slice.Start, slice.ModelVersion)).Keys.ToLookup(key => key.Start, key => key.ModelVersion)
            .OrderBy(day => day.Key).ToList();
        return [.. days.Skip(1).SelectMany((day, i) => day.Except(days[i]).Select(version => (version, day.Key)))];
    }

    private string Narrowed(IGrouping<DateOnly, DateOnly> point) =>
        (filter with { Period = new(point.Min(), point.Max()), Preset = null, ChosenStep = null }).Address("/dashboard");

    private string Label(DateOnly point) => filter.Step switch
    {
        Step.Day => point.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
        Step.Week => words["WeekOf", point.ToString("d MMM yyyy", CultureInfo.CurrentCulture)],
        _ => point.ToString("MMM yyyy", CultureInfo.CurrentCulture),
    };

    private static bool IsKnown(IEnumerable<DateOnly> days, Period known) => days.Any(day => day >= known.From && day <= known.To);

    private static long Assessments(Tally? tally) => tally?.Assessments ?? 0;

    private Cell Count(long count, bool isHidden) => isHidden ? Hidden : Cell.Count(count);

    private Cell Hidden => new(words["Hidden"]);

    private Cell NoData => new(words["NoData"]);
}
