using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>
/// The doctor's own history. Filters are part of the URL. A search is posted, because a patient code must not appear in URLs and logs.
/// </summary>
internal sealed class HistoryModel(
    HistoryStore store, OutcomeStore outcomes, HistoryExport export, ClinicClock clock,
    IStringLocalizer<AssessmentsText> words) : FeaturePage
{
    /// <summary>Form fields in page order, which is also the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder =
        [nameof(From), nameof(To), nameof(Source), nameof(AtOrAbove), nameof(OutcomeMissing)];

    /// <summary>Part of a patient code, or null.</summary>
    [BindProperty]
    public string? Code { get; set => field = TypedText.Visible(value) is { Length: > 0 } text ? text : null; }

    /// <summary>First day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterFrom")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterTo")]
    public DateOnly? To { get; set; }

    /// <summary>Only those from this source, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterSource")]
    public AssessmentSource? Source { get; set; }

    /// <summary>Only those at or above their threshold.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterAtOrAbove")]
    public bool AtOrAbove { get; set; }

    /// <summary>Only those without an outcome: the work list.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterOutcomeMissing")]
    public bool OutcomeMissing { get; set; }

    /// <summary>Only those older than this assessment; null for the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    /// <summary>The rows to show.</summary>
    public HistoryPage History { get; private set; } = new([], null);

    /// <summary>
    /// Assessments without an outcome, regardless of the filters, as <see cref="OutcomeStore.CountMissingAsync"/> counts them.
    /// </summary>
    public int Missing { get; private set; }

    /// <summary>Whether a filter of the form is set.</summary>
    public bool IsFiltered => From is not null || To is not null || AtOrAbove || Source is not null;

    /// <summary>The filters as query parameters, with the start of the page.</summary>
    public Dictionary<string, string> RouteValues(Guid? before = null)
    {
        var values = new Dictionary<string, string>();
        if (From is { } from) values["from"] = from.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (To is { } to) values["to"] = to.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (Source is { } source) values["source"] = EnumText.Format(source);
        if (AtOrAbove) values["atOrAbove"] = "true";
        if (OutcomeMissing) values["outcomeMissing"] = "true";
        if (before is { } start) values["before"] = start.ToString();
        return values;
    }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync("_Listing", cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => ShowAsync("_Rows", cancellationToken);

    public Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken) => DownloadAsync(cancellationToken);

    public Task<IActionResult> OnPostCsvAsync(CancellationToken cancellationToken) => DownloadAsync(cancellationToken);

    private async Task<IActionResult> ShowAsync(string partial, CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? PageOr(partial) : Invalid(partial);

    private async Task<IActionResult> DownloadAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return Invalid("_Listing");
        var file = await export.ExportAsync(User.AccountId(), History.Rows, cancellationToken);
        return File(file, CsvFile.ContentType, export.FileName());
    }

    /// <summary>Reads the requested page; returns false if the filters are invalid.</summary>
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        Missing = await outcomes.CountMissingAsync(User.AccountId(), cancellationToken);
        ModelState.Remove(nameof(Before)); // ignore an invalid start
        CheckPeriod();
        if (!ModelState.IsValid) return false;

        var filter = new HistoryFilter
        {
            Code = Code,
            From = clock.Start(From ?? DayBinder.Limits.From),
            Until = clock.Start((To ?? DayBinder.Limits.To).AddDays(1)),
            Source = Source,
            AtOrAbove = AtOrAbove,
            OutcomeMissing = OutcomeMissing,
            Before = Before,
        };
        History = await store.ListAsync(User.AccountId(), filter, cancellationToken);
        return true;
    }

    private void CheckPeriod()
    {
        Check(nameof(From), From);
        Check(nameof(To), To);
        if (ModelState.IsValid && From > To) ModelState.AddModelError(nameof(From), words["FromAfterTo"]);

        void Check(string field, DateOnly? day)
        {
            if (day < DayBinder.Limits.From || day > DayBinder.Limits.To)
                ModelState.AddModelError(field, words["DayOutOfRange", DayBinder.Limits.From.Year, DayBinder.Limits.To.Year]);
        }
    }
}
