using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Features.Dashboard.Filters;

/// <summary>Days in the clinic's time zone, both ends inclusive.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Maximum length of the period of a page.</summary>
    public const int MaximumDays = 1830;

    /// <summary>Number of days.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;

    /// <summary>The period of equal length just before.</summary>
    public Period Before => new(From.AddDays(-Length), From.AddDays(-1));

    /// <summary>Returns a month.</summary>
    public static Period Month(DateOnly anyDay) => new(anyDay.FirstOfMonth(), anyDay.FirstOfMonth().AddMonths(1).AddDays(-1));

    /// <summary>Returns the days in order.</summary>
    public IEnumerable<DateOnly> Days()
    {
        var first = From;
        return Enumerable.Range(0, Length).Select(first.AddDays);
    }

    /// <summary>Splits the period into whole months and the days before and after, as the counts are stored.</summary>
    public IEnumerable<(string Span, DateOnly From, DateOnly To)> Parts()
    {
        var firstMonth = From.Day == 1 ? From : From.FirstOfMonth().AddMonths(1);
        var behind = To.AddDays(1).FirstOfMonth(); // the first day after the last whole month
        if (firstMonth >= behind) return [(CountRows.Day, From, To)];
        (string Span, DateOnly From, DateOnly To)[] parts =
        [
            (CountRows.Day, From, firstMonth.AddDays(-1)),
            (CountRows.Month, firstMonth, behind.AddDays(-1)),
            (CountRows.Day, behind, To),
        ];
        return parts.Where(part => part.From <= part.To);
    }
}

internal static class Days
{
    /// <summary>Returns the first day of the month.</summary>
    public static DateOnly FirstOfMonth(this DateOnly day) => new(day.Year, day.Month, 1);
}
