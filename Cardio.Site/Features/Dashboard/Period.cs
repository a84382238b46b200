namespace Cardio.Site.Features.Dashboard;

/// <summary>Days of the clinic, both ends inclusive.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Longest period that one page shows.</summary>
    public const int MaximumDays = 366;

    /// <summary>How many days it has.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;

    /// <summary>Its days in order.</summary>
    public IEnumerable<DateOnly> Days()
    {
        var first = From;
        return Enumerable.Range(0, Length).Select(first.AddDays);
    }
}
