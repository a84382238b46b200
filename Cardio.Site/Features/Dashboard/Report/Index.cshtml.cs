using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Report;

/// <summary>Shows the monthly report on one page, for the management.</summary>
internal sealed class ReportModel(ReportMaker maker, ClinicClock clock, IStringLocalizer<ReportText> words) : FeaturePage
{
    /// <summary>The month as year-month, or null for the last full month.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Month")]
    public string? Month { get; set; }

    /// <summary>The days of the month.</summary>
    public Period Days { get; private set; }

    /// <summary>The report.</summary>
    public MonthlyReport? Report { get; private set; }

    /// <summary>Whether the next month has begun.</summary>
    public bool HasNext { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        Days = Period.Month(today.FirstOfMonth().AddDays(-1));
        if (Month is { Length: > 0 } asked)
        {
            if (Read(asked) is { } month && month.From <= today) Days = month;
            else ModelState.AddModelError(nameof(Month), words["MonthNotValid"]);
        }
        HasNext = Days.To < today;
        if (!ModelState.IsValid) return Invalid("_Panels");
        Report = await maker.CreateAsync(Days, cancellationToken);
        return PageOr("_Panels");
    }

    /// <summary>Parses a month such as 2026-11; null if it is not one.</summary>
    public static Period? Read(string text) =>
        DateOnly.TryParseExact($"{text}-01", DayBinder.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= DayBinder.Limits.From && day <= DayBinder.Limits.To
            ? Period.Month(day)
            : null;
}
