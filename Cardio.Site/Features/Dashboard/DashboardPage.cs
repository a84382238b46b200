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

/// <summary>Services of all pages of the dashboard.</summary>
internal sealed record DashboardParts(
    CountStore Counts, DoctorStore Doctors, ClinicClock Clock, TimeProvider Time, IStringLocalizer<DashboardText> Words);

/// <summary>Base of the dashboard's pages: filters in the address, panels, and CSV files of the tables.</summary>
internal abstract class DashboardPage(DashboardParts parts) : FeaturePage
{
    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
    [
        nameof(Preset), nameof(From), nameof(To), nameof(Doctor), nameof(Sex), nameof(Age), nameof(By), nameof(Refresh),
    ];

    /// <summary>Services of the page.</summary>
    protected DashboardParts Parts => parts;

    /// <summary>Element id of the form with the filters.</summary>
    public const string FiltersId = "filters";

    /// <summary>Choices of seconds between automatic refreshes.</summary>
    public static readonly IReadOnlyList<int> RefreshChoices = [30, 60, 300, 900];

    /// <summary>A period relative to today, or null.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Preset")]
    public Preset? Preset { get; set; }

    /// <summary>First day, or null for that of the preset.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "From")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for that of the preset.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "To")]
    public DateOnly? To { get; set; }

    /// <summary>The doctor, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Doctor")]
    public Guid? Doctor { get; set; }

    /// <summary>Sex of the patients, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Sex")]
    public Sex? Sex { get; set; }

    /// <summary>Age band of the patients, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Age")]
    public AgeBand? Age { get; set; }

    /// <summary>Length of a point over time, or null to choose it by the period.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "By")]
    public Step? By { get; set; }

    /// <summary>Seconds between automatic refreshes, or null for none.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Refresh")]
    public int? Refresh { get; set; }

    /// <summary>Whether to lay the page out for a wall display.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Wall { get; set; }

    /// <summary>The current filter.</summary>
    public Filter Filter { get; private set; } = new(default, null, null, null, null, Step.Day);

    /// <summary>Doctors to choose from.</summary>
    public IReadOnlyList<Doctor> Doctors { get; private set; } = [];

    /// <summary>The tables in the order of the page.</summary>
    public IReadOnlyList<Grid> Grids { get; protected set; } = [];

    /// <summary>Time at which the figures were read.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Number of changes that the figures do not include yet.</summary>
    public int Due { get; private set; }

    /// <summary>Path of the page.</summary>
    public string Path => Request.Path.Value!;

    /// <summary>The partial with the figures; its root element is <c>#panels</c>.</summary>
    public abstract string Panels { get; }

    /// <summary>The partial with the page's own filters, which add <see cref="MoreAddress"/>; null if there are none.</summary>
    public virtual string? MoreFilters => null;

    /// <summary>Query parameters that the page adds.</summary>
    public virtual (string Name, string? Value)[] MoreAddress => [];

    /// <summary>Returns the address of the current page with its filters.</summary>
    public string Address(bool isFixed = false) => Filter.Address(Path, isFixed, MoreAddress);

    /// <summary>Finds a table of the page.</summary>
    /// <exception cref="InvalidOperationException">No table has this identifier.</exception>
    public Grid Grid(string id) => Grids.First(grid => grid.Id == id);

    /// <summary>Reads the figures; called if the filter is valid.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ViewData["FieldOrder"] = FieldOrder;
        if (!await ReadAsync(cancellationToken)) return Invalid(Panels);
        // An automatic refresh must not add a history entry.
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
            .. Grids.Select(grid => grid with { CsvAddress = CsvAddress(grid) }),
        ];
        Due = await parts.Counts.DueAsync(cancellationToken);
        return ModelState.IsValid;
    }

    private string CsvAddress(Grid grid) =>
        Filter.Address(Path, isFixed: true, [.. MoreAddress, ("handler", "csv"), ("table", grid.Id)]);

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
        // A custom period wins over a preset.
        return new(period, period == ofPreset ? preset : null, Doctor, Sex, Age, By ?? Filter.StepFor(period))
        {
            ChosenStep = By, RefreshSeconds = Refresh, Wall = Wall,
        };
    }
}
