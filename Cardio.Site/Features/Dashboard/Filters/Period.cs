using Cardio.Site.Features.Dashboard.Counting;

namespace Cardio.Site.Features.Dashboard.Filters;

/// <summary>Days of the clinic, both ends inclusive.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Longest period that one page shows.</summary>
    public const int MaximumDays = 1830;

    /// <summary>How many days it has.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days just before it.</summary>
    public Period Before => new(From.AddDays(-Length), From.AddDays(-1));

    /// <summary>A month.</summary>
    public static Period Month(DateOnly anyDay) => new(anyDay.FirstOfMonth(), anyDay.FirstOfMonth().AddMonths(1).AddDays(-1));

    /// <summary>Its days in order.</summary>
    public IEnumerable<DateOnly> Days()
    {
        var first = From;
        return Enumerable.Range(0, Length).Select(first.AddDays);
    }

    /// <summary>Its whole months, and the days before and behind them, as the counts keep them.</summary>
    public IEnumerable<(string Span, DateOnly From, DateOnly To)> Parts()
    {
        var firstMonth = From.Day == 1 ? From : From.FirstOfMonth().AddMonths(1);
        var behind = To.AddDays(1).FirstOfMonth(); // the first day that no whole month holds
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
    /// <summary>The first day of a day's month.</summary>
    public static DateOnly FirstOfMonth(this DateOnly day) => new(day.Year, day.Month, 1);
}
