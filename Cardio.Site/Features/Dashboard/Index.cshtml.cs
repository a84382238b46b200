using System.ComponentModel.DataAnnotations;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard;

/// <summary>How much the tool is used, and what it answers, over a period that stands in the address.</summary>
internal sealed class IndexModel(UsageStore store, Clock clock, TimeProvider time, IStringLocalizer<DashboardText> words) : FeaturePage
{
    private const int DefaultDays = 30;

    /// <summary>First day, or null for the default.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "From")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for today.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "To")]
    public DateOnly? To { get; set; }

    /// <summary>Only this doctor, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Doctor")]
    public Guid? Doctor { get; set; }

    /// <summary>The days shown.</summary>
    public Period Period { get; private set; }

    /// <summary>Who can be chosen.</summary>
    public IReadOnlyList<Doctor> Doctors { get; private set; } = [];

    /// <summary>The figures.</summary>
    public Usage Usage { get; private set; } = new(default, [], [], []);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Doctors = await store.DoctorsAsync(cancellationToken);
        Period = Requested();
        if (!ModelState.IsValid) return Invalid("_Panels");

        var hours = await store.HourlyAsync(clock.Start(Period.From), clock.Start(Period.To.AddDays(1)), cancellationToken);
        Usage = Usage.Of([.. hours.Where(hour => Doctor is null || hour.DoctorId == Doctor)], Doctors, Period, clock);
        return PageOr("_Panels");
    }

    private Period Requested()
    {
        var to = To ?? clock.Day(time.GetUtcNow());
        if (to.Year is < 2000 or > 2100 || From?.Year is < 2000 or > 2100)
        {
            ModelState.AddModelError(nameof(From), words["DayOutOfRange"]);
            return new(to, to);
        }
        var period = new Period(From ?? to.AddDays(1 - DefaultDays), to);
        if (period.Length < 1) ModelState.AddModelError(nameof(From), words["FromAfterTo"]);
        else if (period.Length > Period.MaximumDays) ModelState.AddModelError(nameof(From), words["PeriodTooLong", Period.MaximumDays]);
        return period;
    }
}
