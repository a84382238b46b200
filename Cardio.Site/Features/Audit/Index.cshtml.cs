using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Audit;

/// <summary>Shows, filters, exports and verifies the audit trail. The filter is part of the address.</summary>
[RequestTimeout(30_000)] // verifying a million rows takes longer than the default
internal sealed class AuditModel(
    AuditStore store,
    AuditTrail trail,
    AuditVerification verification,
    ClinicClock clock,
    IStringLocalizer<AuditText> words) : FeaturePage
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(From), nameof(To), nameof(Who), nameof(What), nameof(Subject)];

    /// <summary>First day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "From")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "To")]
    public DateOnly? To { get; set; }

    /// <summary>Actor as stored, <see cref="AuditFilter.AnyKey"/>, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Who")]
    public string? Who { get; set; }

    /// <summary>Action, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "What")]
    public AuditAction? What { get; set; }

    /// <summary>Identifier of the object of the action, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "OnWhat")]
    public string? Subject { get; set => field = TypedText.Line(value); }

    /// <summary>Shows rows with a lower sequence number; null for the newest rows.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>Rows of this page, the newest first.</summary>
    public IReadOnlyList<AuditEvent> Rows { get; private set; } = [];

    /// <summary>Value of <see cref="Before"/> for the next page, or null on the last page.</summary>
    public long? Next { get; private set; }

    /// <summary>All accounts, to name the actors.</summary>
    public AuditPeople People { get; private set; } = AuditPeople.None;

    /// <summary>Result of the verification, or null if it was not requested.</summary>
    public AuditFinding? Finding { get; private set; }

    /// <summary>Returns the filter as route values, with the start of a page.</summary>
    public Dictionary<string, string> Address(long? before = null)
    {
        var address = new Dictionary<string, string>();
        if (From is { } from) address["from"] = from.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (To is { } to) address["to"] = to.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(Who)) address["who"] = Who;
        if (What is { } action) address["what"] = action.ToString();
        if (Subject is { } subject) address["subject"] = subject;
        if (before is { } start) address["before"] = start.ToString(CultureInfo.InvariantCulture);
        return address;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        People = await store.PeopleAsync(cancellationToken);
        if (!IsValid()) return Invalid("_Trail");
        var rows = await store.ListAsync(Filter(), PageSize + 1, cancellationToken);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Sequence : null;
        return PageOr("_Trail");
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        People = await store.PeopleAsync(cancellationToken);
        Before = null; // the file contains all pages
        if (!IsValid()) return Invalid("_Trail");
        var rows = await store.ListAsync(Filter(), AuditCsv.Limit, cancellationToken);
        var record = new AuditEntry(Actors.Account(User.AccountId()), AuditAction.Exported, "audit", $"{rows.Count} rows");
        await trail.RecordAsync(record, cancellationToken);
        var day = clock.Today().ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        return File(AuditCsv.Format(rows, People, clock, words), CsvFile.ContentType, $"cardio-audit-{day}.csv");
    }

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancellationToken)
    {
        Finding = await verification.RunAsync(logged: null, cancellationToken);
        return WantsFragment ? Partial("_Verification", this) : await OnGetAsync(cancellationToken);
    }

    private AuditFilter Filter() => new()
    {
        From = clock.Start(From ?? DayBinder.Limits.From),
        Until = clock.Start((To ?? DayBinder.Limits.To).AddDays(1)),
        Actor = Who ?? "",
        Action = What is { } action ? EnumText.Format(action) : "",
        Subject = Subject ?? "",
        Before = Before ?? long.MaxValue,
    };

    private bool IsValid()
    {
        if (ModelState.Remove(nameof(Before)) && Before <= 0) Before = null; // ignore an invalid start
        foreach (var (field, day) in new[] { (nameof(From), From), (nameof(To), To) })
        {
            if (day < DayBinder.Limits.From || day > DayBinder.Limits.To)
                ModelState.AddModelError(field, words["DayOutOfRange", DayBinder.Limits.From.Year, DayBinder.Limits.To.Year]);
        }
        if (ModelState.IsValid && From > To) ModelState.AddModelError(nameof(From), words["FromAfterTo"]);
        return ModelState.IsValid;
    }
}
