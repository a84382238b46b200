using Cardio.Site.Clinic;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Times of fictitious assessments: in working hours, mostly on weekdays, with a slow monthly increase.</summary>
internal sealed class DemoCalendar(DemoPlan plan, ClinicClock clock, DateTimeOffset now)
{
    private const double Opening = 7;
    private const double Closing = 19;

    private readonly DemoDraw _draw = new(unchecked(plan.Seed + 104_729));

    /// <summary>Draws a time for each assessment, oldest first; the last day is yesterday.</summary>
    public IEnumerable<DateTimeOffset> Instants()
    {
        var first = clock.Day(now).AddDays(-plan.Days);
        var (sum, shares) = (0.0, new double[plan.Days]);
        for (var day = 0; day < plan.Days; day++) shares[day] = sum += Weight(first.AddDays(day), day);
        var count = 0;
        for (var day = 0; day < plan.Days; day++)
        {
            var until = (int)Math.Round(plan.Assessments * shares[day] / sum);
            var instants = Enumerable.Range(count, until - count).Select(_ => At(first.AddDays(day))).Order();
            foreach (var instant in instants) yield return instant;
            count = until;
        }
    }

    /// <summary>Draws a time in the working hours of a day.</summary>
    public DateTimeOffset At(DateOnly day)
    {
        double hour;
        do
        {
            hour = _draw.Happens(0.55) ? 10 + (1.2 * _draw.Normal()) : 15 + (1.3 * _draw.Normal());
        }
        while (hour is < Opening or > Closing);
        return clock.Start(day).AddMilliseconds(Math.Round(hour * 3_600_000));
    }

    private double Weight(DateOnly day, int number) =>
        (0.75 + (0.5 * number / plan.Days))
        * Math.Exp(0.12 * _draw.Normal())
        * (day.DayOfWeek switch { DayOfWeek.Saturday => 0.25, DayOfWeek.Sunday => 0.04, _ => 1 });
}
