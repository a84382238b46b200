using System.Security.Claims;
using Cardio.Site.Data.Audit;
using Cardio.Site.Web;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>What programs do with batches. Another doctor's batch is none.</summary>
internal static class BatchEndpoints
{
    /// <summary>The address of the batches.</summary>
    public const string Root = $"{ApiGroup.Base}/batches";

    /// <summary>Maps all of it.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("").RequireScope("batches").WithTags("batches");
        batches.MapPost("/batches", UploadAsync).WithName("uploadBatch").WithSummary("Uploads a CSV of patients and starts to assess it")
            .WithMetadata(new BodyLimit(BatchUpload.MaximumBytes + 65536))
            .Accepts<Stream>("text/csv", "text/plain", "multipart/form-data").Produces<BatchView>(StatusCodes.Status202Accepted)
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapGet("/batches", ListAsync).WithName("listBatches").WithSummary("The newest batches of the key's account").Produces<IReadOnlyList<BatchView>>();
        batches.MapGet("/batches/{id:guid}", GetAsync).WithName("getBatch").WithSummary("How far a batch is").Produces<BatchView>();
        batches.MapGet("/batches/{id:guid}/result", ResultAsync).WithName("getBatchResult").WithSummary("Every row with its answer or its error, as CSV")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch is not finished yet."))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapPost("/batches/{id:guid}/cancel", CancelAsync).WithName("cancelBatch").WithSummary("Stops a batch; what was assessed stays")
            .Produces<BatchView>().WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch is not waiting or at work."));
        batches.MapDelete("/batches/{id:guid}", DeleteAsync).WithName("deleteBatch").WithSummary("Deletes a batch with its rows; its assessments stay")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> UploadAsync(
        HttpRequest request, ClaimsPrincipal user, BatchUpload upload, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields,
        CancellationToken cancellationToken, bool store = true, string? name = null)
    {
        try
        {
            var stream = request.Body;
            if (UploadForm.Boundary(request) is { } boundary)
            {
                var file = await UploadForm.FirstFileAsync(request, boundary, cancellationToken) ?? throw new BatchRefusedException("NoFile");
                (stream, name) = (file.FileStream!, name ?? file.FileName);
            }
            else if (request.ContentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true)
            {
                return new Problem(StatusCodes.Status415UnsupportedMediaType, null, "text/csv");
            }
            var batch = await upload.ReadAsync(
                stream, new(user.AccountId(), user.Actor(), AssessmentSource.Api, name, Starts: true, IsStored: store), cancellationToken);
            return TypedResults.Accepted($"{Root}/{batch.Id}", BatchView.Of(batch));
        }
        catch (Exception failure) when (BatchRefusedException.Of(failure) is not null)
        {
            var refused = BatchRefusedException.Of(failure)!;
            return new Problem(refused.StatusCode) { Detail = refused.Sentence(words, fields) };
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return new Problem(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Ok<BatchView[]>> ListAsync(ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.ListAsync(user.AccountId(), cancellationToken)).Select(BatchView.Of).ToArray());

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, user.AccountId(), cancellationToken) is { } batch ? TypedResults.Ok(BatchView.Of(batch)) : NotFound();

    private static async Task<IResult> ResultAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, BatchResult result, AuditTrail trail, IStringLocalizer<BatchesText> words, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        if (!batch.HasResult) return new Problem(StatusCodes.Status409Conflict) { Detail = words["NotFinished"] };
        await trail.RecordAsync(new(user.Actor(), AuditAction.Exported, $"{id}", $"{batch.RowCount} rows"), cancellationToken);
        return TypedResults.Stream(stream => result.WriteAsync(batch, stream, cancellationToken), CsvFile.ContentType, BatchResult.FileName(batch));
    }

    private static async Task<IResult> CancelAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, IStringLocalizer<BatchesText> words, CancellationToken cancellationToken)
    {
        var isDone = await store.CancelAsync(id, user.AccountId(), user.Actor(), cancellationToken);
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        return isDone ? TypedResults.Ok(BatchView.Of(batch)) : new Problem(StatusCodes.Status409Conflict) { Detail = words["NotRunning"] };
    }

    private static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, user.AccountId(), user.Actor(), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static Problem NotFound() => new(StatusCodes.Status404NotFound);
}
