using System.Globalization;
using Cardio.Site.Web;

namespace Cardio.Site.Features.Dashboard;

/// <summary>A doctor as the dashboard names them.</summary>
internal sealed record Doctor
{
    public Guid Id { get; init; }

    public string DisplayName { get; init; } = "";
}

/// <summary>One doctor's assessments of one hour, UTC, that came in the same way.</summary>
internal sealed record HourOfDoctor
{
    public string Hour { get; init; } = "";

    public Guid DoctorId { get; init; }

    public string Source { get; init; } = "";

    public int Assessments { get; init; }

    public double ProbabilitySum { get; init; }

    public int AtOrAbove { get; init; }

    public DateTimeOffset Start => DateTimeOffset.Parse(Hour, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>Counts of a day, a doctor or a whole period.</summary>
/// <param name="Assessments">How many.</param>
/// <param name="ProbabilitySum">Sum of their probabilities.</param>
/// <param name="AtOrAbove">How many reached the threshold that held when they were made.</param>
internal readonly record struct Counts(int Assessments, double ProbabilitySum, int AtOrAbove)
{
    /// <summary>Mean probability, or null where there is no assessment.</summary>
    public double? MeanProbability => Assessments == 0 ? null : ProbabilitySum / Assessments;

    /// <summary>Share at or above the threshold, or null where there is no assessment.</summary>
    public double? ShareAtOrAbove => Assessments == 0 ? null : (double)AtOrAbove / Assessments;

    public static Counts Of(IEnumerable<HourOfDoctor> hours) => hours.Aggregate(
        new Counts(),
        (sum, hour) => new(sum.Assessments + hour.Assessments, sum.ProbabilitySum + hour.ProbabilitySum, sum.AtOrAbove + hour.AtOrAbove));
}

/// <summary>What the page shows for a period.</summary>
/// <param name="Total">The whole period.</param>
/// <param name="Days">Every day of it, days without an assessment included.</param>
/// <param name="Doctors">Every doctor with an assessment in it, busiest first.</param>
/// <param name="Sources">Every way in which assessments come in, by its stored name.</param>
internal sealed record Usage(
    Counts Total, IReadOnlyList<(DateOnly Day, Counts Counts)> Days, IReadOnlyList<(string Doctor, Counts Counts)> Doctors,
    IReadOnlyList<(string Source, Counts Counts)> Sources)
{
    private static readonly string[] AllSources = ["form", "api", "batch"];

    /// <summary>Folds hours into days of the clinic and into doctors.</summary>
    public static Usage Of(IReadOnlyList<HourOfDoctor> hours, IReadOnlyList<Doctor> doctors, Period period, Clock clock)
    {
        var days = hours.GroupBy(hour => clock.Day(hour.Start)).ToDictionary(day => day.Key, Counts.Of);
        var names = doctors.ToDictionary(doctor => doctor.Id, doctor => doctor.DisplayName);
        return new(
            Counts.Of(hours),
            [.. period.Days().Select(day => (day, days.GetValueOrDefault(day)))],
            [.. hours.GroupBy(hour => hour.DoctorId)
                .Select(group => (names.GetValueOrDefault(group.Key, "–"), Counts.Of(group)))
                .OrderByDescending(row => row.Item2.Assessments).ThenBy(row => row.Item1, StringComparer.CurrentCulture)],
            [.. AllSources.Select(source => (source, Counts.Of(hours.Where(hour => hour.Source == source))))]);
    }
}
