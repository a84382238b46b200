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

/// <summary>Who did what and when. Its filters stand in the address.</summary>
[RequestTimeout(30_000)] // to verify a million rows takes longer than a page may otherwise
internal sealed class AuditModel(
    AuditStore store, AuditTrail trail, AuditVerification verification, ClinicClock clock, TimeProvider time, IStringLocalizer<AuditText> words) : FeaturePage
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(From), nameof(To), nameof(Who), nameof(What), nameof(Subject)];

    /// <summary>First day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "From")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, or null for no limit.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "To")]
    public DateOnly? To { get; set; }

    /// <summary>Who, as the trail names them; all programs; or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "Who")]
    public string? Who { get; set; }

    /// <summary>What, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "What")]
    public AuditAction? What { get; set; }

    /// <summary>The identifier of what it was done to, or null.</summary>
    [BindProperty(SupportsGet = true)]
    [Display(Name = "OnWhat")]
    public string? Subject { get; set => field = TypedText.Line(value); }

    /// <summary>Shows what is older than this row, or the newest where it is null.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>The rows to show.</summary>
    public IReadOnlyList<AuditEvent> Rows { get; private set; } = [];

    /// <summary>Where the older rows start, or null where there are none.</summary>
    public long? Next { get; private set; }

    /// <summary>Everybody who can stand in the trail.</summary>
    public AuditPeople People { get; private set; } = AuditPeople.None;

    /// <summary>What a verification found, or null where none was asked for.</summary>
    public AuditFinding? Finding { get; private set; }

    /// <summary>The filters as they stand in an address, with where the page starts.</summary>
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
        Before = null; // the file holds all pages
        if (!IsValid()) return Invalid("_Trail");
        var rows = await store.ListAsync(Filter(), AuditCsv.Limit, cancellationToken);
        var record = new AuditEntry(Actors.Account(User.AccountId()), AuditAction.Exported, "audit", $"{rows.Count} rows");
        await trail.RecordAsync(record, cancellationToken);
        var day = clock.Day(time.GetUtcNow()).ToString(DayBinder.Format, CultureInfo.InvariantCulture);
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
        if (ModelState.Remove(nameof(Before)) && Before <= 0) Before = null; // a mangled place is no place
        foreach (var (field, day) in new[] { (nameof(From), From), (nameof(To), To) })
        {
            if (day < DayBinder.Limits.From || day > DayBinder.Limits.To)
                ModelState.AddModelError(field, words["DayOutOfRange", DayBinder.Limits.From.Year, DayBinder.Limits.To.Year]);
        }
        if (ModelState.IsValid && From > To) ModelState.AddModelError(nameof(From), words["FromAfterTo"]);
        return ModelState.IsValid;
    }
}
