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

/// <summary>One batch: the mapping of its columns before the start, then the progress, then the result.</summary>
[RequestTimeout(BatchUpload.MaximumMilliseconds)] // a large result over a slow connection
internal sealed class BatchDetailsModel(
    BatchStore store, BatchSignal signal, BatchResult result, AuditTrail trail, TimeProvider time) : FeaturePage
{
    /// <summary>The batch.</summary>
    public Batch Batch { get; private set; } = null!;

    /// <summary>The first row; its cells illustrate the mapping.</summary>
    public ResultRow? First { get; private set; }

    /// <summary>The first rows with errors.</summary>
    public IReadOnlyList<ResultRow> Errors { get; private set; } = [];

    /// <summary>Whether the doctor chose to store the rows as assessments in the history.</summary>
    [BindProperty]
    public bool IsStored { get; set; }

    /// <summary>Estimates the remaining time; null if unknown.</summary>
    public TimeSpan? EstimateRemaining() => Batch.EstimateRemaining(time.GetUtcNow());

    /// <summary>Whether this response tells a polling page that the assessment has ended.</summary>
    public bool IsEndSeen { get; private set; }

    /// <summary>Shows the page, or only the progress to a page that polls for it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (!WantsFragment) return Page();
        if (Batch.IsActive) return Partial("_Progress", this);
        IsEndSeen = true;
        Response.Htmx(headers => headers.Retarget("#" + ElementIds.Batch).Reswap("outerHTML"));
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
        return await ShowAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await store.CancelAsync(id, User.AccountId(), User.Actor(), cancellationToken);
        return await ShowAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await store.DeleteAsync(id, User.AccountId(), User.Actor(), cancellationToken)) return NotFound();
        if (!WantsFragment) return RedirectToPage("/Assessments/Batches/Upload/List");
        Response.Htmx(headers => headers.Redirect(Url.Page("/Assessments/Batches/Upload/List")!));
        return new NoContentResult();
    }

    /// <summary>Shows the current state, also if a second click changed nothing.</summary>
    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Done("_Batch", this, "BatchDetails", new { id }) : NotFound();

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return false;
        Batch = found;
        if (!found.IsActive) (First, Errors) = await store.PreviewAsync(id, cancellationToken);
        return true;
    }
}

/// <summary>Streams the result as a download.</summary>
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
