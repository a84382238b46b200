using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard;

/// <summary>What every page of the dashboard works with.</summary>
internal sealed record DashboardParts(
    CountStore Counts, DoctorStore Doctors, ClinicClock Clock, TimeProvider Time, IStringLocalizer<DashboardText> Words);

/// <summary>Base of the dashboard's pages: the filters of the address, the panels, and each panel's figures as a file.</summary>
internal abstract class DashboardPage(DashboardParts parts) : FeaturePage
{
    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
    [
        nameof(Preset), nameof(From), nameof(To), nameof(Doctor), nameof(Sex), nameof(Age), nameof(By), nameof(Refresh),
    ];

    /// <summary>What every page works with.</summary>
    protected DashboardParts Parts => parts;

    /// <summary>The form of the filters in the page.</summary>
    public const string FiltersId = "filters";

    /// <summary>Seconds after which a page may ask for new figures.</summary>
    public static readonly IReadOnlyList<int> RefreshChoices = [30, 60, 300, 900];

    /// <summary>A period that goes with the calendar, or null.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Preset")]
    public Preset? Preset { get; set; }

    /// <summary>First day, or null for the preset's.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "From")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for the preset's.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "To")]
    public DateOnly? To { get; set; }

    /// <summary>Only this doctor's, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Doctor")]
    public Guid? Doctor { get; set; }

    /// <summary>Only patients of this sex, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Sex")]
    public Sex? Sex { get; set; }

    /// <summary>Only patients of this age band, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Age")]
    public AgeBand? Age { get; set; }

    /// <summary>What a point over time stands for, or null where it follows the period.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "By")]
    public Step? By { get; set; }

    /// <summary>Seconds after which the page asks for new figures, or null for never.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Refresh")]
    public int? Refresh { get; set; }

    /// <summary>Whether it is drawn for a screen on a wall.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Wall { get; set; }

    /// <summary>What is shown.</summary>
    public Filter Filter { get; private set; } = new(default, null, null, null, null, Step.Day);

    /// <summary>Who can be chosen.</summary>
    public IReadOnlyList<Doctor> Doctors { get; private set; } = [];

    /// <summary>The tables of the page, in its order.</summary>
    public IReadOnlyList<Grid> Grids { get; protected set; } = [];

    /// <summary>When the figures were read.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>How many changes the figures do not hold yet.</summary>
    public int Due { get; private set; }

    /// <summary>The path of the page.</summary>
    public string Path => Request.Path.Value!;

    /// <summary>The page's partial, whose root is <c>#panels</c>.</summary>
    public abstract string Panels { get; }

    /// <summary>
    /// The page's own filters, a partial within the form that holds what <see cref="MoreAddress"/> adds; null where it has none.
    /// </summary>
    public virtual string? MoreFilters => null;

    /// <summary>What the page adds to an address.</summary>
    public virtual (string Name, string? Value)[] MoreAddress => [];

    /// <summary>The address that shows the same again.</summary>
    public string Address(bool isFixed = false) => Filter.Address(Path, isFixed, MoreAddress);

    /// <summary>A table of the page.</summary>
    /// <exception cref="InvalidOperationException">The page has none of that name.</exception>
    public Grid Grid(string id) => Grids.First(grid => grid.Id == id);

    /// <summary>Reads the figures; asked where the filter is valid.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ViewData["FieldOrder"] = FieldOrder;
        if (!await ReadAsync(cancellationToken)) return Invalid(Panels);
        // A refresh by itself is no step of the way that the browser's "back" goes.
        if (WantsFragment && Request.Headers["HX-Trigger"] == FiltersId) Response.Htmx(headers => headers.PushUrl(Address()));
        return PageOr(Panels);
    }

    public async Task<IActionResult> OnGetCsvAsync(string? table, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) return Invalid(Panels);
        if (Grids.FirstOrDefault(grid => grid.Id == table) is not { } found) return NotFound();
        string?[] filters = [Filter.Doctor is null ? null : "doctor", Filter.Name(Filter.Sex), Filter.Name(Filter.AgeBand)];
        var days = string.Create(CultureInfo.InvariantCulture, $"{Filter.Period.From:yyyy-MM-dd}-{Filter.Period.To:yyyy-MM-dd}");
        var name = $"{string.Join('-', (string?[])["cardio", found.Id, days, .. filters.Where(filter => filter is not null)])}.csv";
        return File(found.ToCsv(parts.Words["Low"], parts.Words["High"]).ToBytes(), CsvFile.ContentType, name);
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        ViewData["Wall"] = Wall;
        ReadAt = parts.Time.GetUtcNow();
        Doctors = await parts.Doctors.AllAsync(cancellationToken);
        Filter = Requested(parts.Clock.Day(ReadAt));
        if (Refresh is { } seconds && !RefreshChoices.Contains(seconds))
            ModelState.AddModelError(nameof(Refresh), parts.Words["RefreshUnknown"]);
        if (Doctor is { } doctor && Doctors.All(one => one.Id != doctor))
            ModelState.AddModelError(nameof(Doctor), parts.Words["DoctorUnknown"]);
        if (!ModelState.IsValid) return false;
        await parts.Counts.CatchUpAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        Grids =
        [
            .. Grids.Select(
                grid =>
                    grid with { CsvAddress = Filter.Address(Path, isFixed: true, [.. MoreAddress, ("handler", "csv"), ("table", grid.Id)]) }),
        ];
        Due = await parts.Counts.DueAsync(cancellationToken);
        return ModelState.IsValid;
    }

    private Filter Requested(DateOnly today)
    {
        var preset = Preset ?? (From is null && To is null ? Filter.Default : null);
        var ofPreset = preset is { } chosen ? Filter.PeriodOf(chosen, today) : default;
        var to = To ?? (preset is null ? today : ofPreset.To);
        if (to < DayBinder.Limits.From || to > DayBinder.Limits.To || From < DayBinder.Limits.From || From > DayBinder.Limits.To)
        {
            ModelState.AddModelError(nameof(From), parts.Words["DayOutOfRange"]);
            to = today;
            From = null;
        }
        var period = new Period(From ?? (preset is null ? to.AddDays(-29) : ofPreset.From), to);
        if (period.Length < 1) ModelState.AddModelError(nameof(From), parts.Words["FromAfterTo"]);
        else if (period.Length > Period.MaximumDays)
            ModelState.AddModelError(nameof(From), parts.Words["PeriodTooLong", Period.MaximumDays]);
        // Days that were chosen beside a preset and are not its own win.
        return new(period, period == ofPreset ? preset : null, Doctor, Sex, Age, By ?? Filter.StepFor(period))
        {
            ChosenStep = By, RefreshSeconds = Refresh, Wall = Wall,
        };
    }
}
