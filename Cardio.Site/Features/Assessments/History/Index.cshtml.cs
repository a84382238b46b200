using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>The doctor's own history. Its filters stand in the address; a search is posted: a patient code never does.</summary>
internal sealed class HistoryModel(
    HistoryStore store, OutcomeStore outcomes, AuditTrail trail, ClinicClock clock, TimeProvider time, IStringLocalizer<AssessmentsText> words) : FeaturePage
{
    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(From), nameof(To), nameof(Source), nameof(AtOrAbove), nameof(OutcomeMissing)];

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

    /// <summary>Only those that came in like this, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterSource")]
    public AssessmentSource? Source { get; set; }

    /// <summary>Only those at or above their threshold.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterAtOrAbove")]
    public bool AtOrAbove { get; set; }

    /// <summary>Only those whose outcome is missing: the work list.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "FilterOutcomeMissing")]
    public bool OutcomeMissing { get; set; }

    /// <summary>Shows what is older than this row, or the newest where it is null.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    /// <summary>The rows to show.</summary>
    public HistoryPage History { get; private set; } = new([], null);

    /// <summary>How many assessments wait for their outcome, whatever the filters; no more than one above <see cref="OutcomeStore.MostMissing"/>.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether a filter of the form is set.</summary>
    public bool IsFiltered => From is not null || To is not null || AtOrAbove || Source is not null;

    /// <summary>The filters as they stand in an address, with where the page starts.</summary>
    public Dictionary<string, string> Address(Guid? before = null)
    {
        var address = new Dictionary<string, string>();
        if (From is { } from) address["from"] = from.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (To is { } to) address["to"] = to.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (Source is { } source) address["source"] = EnumText.Format(source);
        if (AtOrAbove) address["atOrAbove"] = "true";
        if (OutcomeMissing) address["outcomeMissing"] = "true";
        if (before is { } start) address["before"] = start.ToString();
        return address;
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
        var record = new AuditEntry(Actors.Account(User.AccountId()), AuditAction.Exported, "history", $"{History.Rows.Count} rows");
        await trail.RecordAsync(record, cancellationToken);
        var day = clock.Day(time.GetUtcNow()).ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        return File(HistoryCsv.Format(History.Rows, clock, words), CsvFile.ContentType, $"cardio-{day}.csv");
    }

    /// <summary>Reads the page that is asked for; false where the filters ask for what cannot be.</summary>
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        Missing = await outcomes.CountMissingAsync(User.AccountId(), cancellationToken);
        ModelState.Remove(nameof(Before)); // a mangled place is no place
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
