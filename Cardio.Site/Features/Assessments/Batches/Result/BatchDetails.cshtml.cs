using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Features.Assessments.Batches.Work;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>One batch: what was understood of the file, then how far the work is, then the result.</summary>
[RequestTimeout(BatchUpload.MaximumMilliseconds)] // a long result over a slow line
internal sealed class BatchDetailsModel(BatchStore store, BatchSignal signal, BatchResult result, AuditTrail trail, TimeProvider time) : FeaturePage
{
    /// <summary>The batch.</summary>
    public Batch Batch { get; private set; } = null!;

    /// <summary>The first row, whose cells are the examples of the columns.</summary>
    public ResultRow? First { get; private set; }

    /// <summary>The first rows that are wrong.</summary>
    public IReadOnlyList<ResultRow> Errors { get; private set; } = [];

    /// <summary>Whether the rows become assessments in the history; as the doctor chose.</summary>
    [BindProperty]
    public bool IsStored { get; set; }

    /// <summary>How long it will still take, or null.</summary>
    public TimeSpan? Left => Batch.Left(time.GetUtcNow());

    /// <summary>Whether this answer is to a page that watches the work, and the work has come to its end.</summary>
    public bool IsEndSeen { get; private set; }

    /// <summary>The page, or its progress for a page that watches.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (!WantsFragment) return Page();
        if (Batch.IsActive) return Partial("_Progress", this);
        IsEndSeen = true;
        Response.Htmx(headers => headers.Retarget("#" + Ids.Batch).Reswap("outerHTML"));
        return Partial("_Batch", this);
    }

    public async Task<IActionResult> OnGetResultAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { HasResult: true } batch) return NotFound();
        await trail.RecordAsync(new(User.Actor(), AuditAction.Exported, $"{id}", $"{batch.RowCount} rows"), cancellationToken);
        return new ResultFile(batch, result);
    }

    public async Task<IActionResult> OnPostStartAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.StartAsync(id, User.AccountId(), IsStored, User.Actor(), cancellationToken)) signal.Set();
        return await AgainAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await store.CancelAsync(id, User.AccountId(), User.Actor(), cancellationToken);
        return await AgainAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await store.DeleteAsync(id, User.AccountId(), User.Actor(), cancellationToken)) return NotFound();
        if (!WantsFragment) return RedirectToPage("/Assessments/Batches/Upload/List");
        Response.Htmx(headers => headers.Redirect(Url.Page("/Assessments/Batches/Upload/List")!));
        return new NoContentResult();
    }

    /// <summary>The batch as it stands now; a second click finds it done.</summary>
    private async Task<IActionResult> AgainAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Done("_Batch", this, "BatchDetails", new { id }) : NotFound();

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return false;
        Batch = found;
        if (!found.IsActive) (First, Errors) = await store.PreviewAsync(id, cancellationToken);
        return true;
    }
}

/// <summary>The result as a page gives it.</summary>
internal sealed class ResultFile(Batch batch, BatchResult result) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = CsvFile.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename={BatchResult.FileName(batch)}";
        return result.WriteAsync(batch, response.Body, context.HttpContext.RequestAborted);
    }
}
