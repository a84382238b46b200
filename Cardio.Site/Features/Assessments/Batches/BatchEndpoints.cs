using System.Security.Claims;
using Cardio.Site.Data.Audit;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>What programs do with batches. Another doctor's batch is none.</summary>
internal static class BatchEndpoints
{
    /// <summary>The address of the batches.</summary>
    public const string Root = $"{ApiGroup.Root}/v1/batches";

    /// <summary>Maps all of it; a batch belongs to a doctor, so the key's owner must be one.</summary>
    public static void MapBatches(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("").RequireScope("batches")
            .RequireAuthorization(new AuthorizationPolicyBuilder(ApiGroup.Scheme).RequireRole(Roles.Doctor).Build());
        batches.MapPost("/batches", UploadAsync).WithName("UploadBatch").WithSummary("Upload a CSV of patients and start to assess it")
            .WithMetadata(new RequestSizeLimitAttribute(BatchUpload.MaximumBytes + 65536))
            .Produces<BatchView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapGet("/batches", ListAsync).WithName("ListBatches").WithSummary("The newest batches of the key's doctor");
        batches.MapGet("/batches/{id:guid}", GetAsync).WithName("GetBatch").WithSummary("How far a batch is").ProducesProblem(StatusCodes.Status404NotFound);
        batches.MapGet("/batches/{id:guid}/result", ResultAsync).WithName("GetBatchResult").WithSummary("Every row with its answer or its error, as CSV")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapPost("/batches/{id:guid}/cancel", CancelAsync).WithName("CancelBatch").WithSummary("Stop a batch; what was assessed stays")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        batches.MapDelete("/batches/{id:guid}", DeleteAsync).WithName("DeleteBatch").WithSummary("Delete a batch with its rows; its assessments stay")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Accepted<BatchView>, ProblemHttpResult>> UploadAsync(
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
                return TypedResults.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType);
            }
            var batch = await upload.ReadAsync(
                stream, new(user.AccountId(), ActorOf(user), AssessmentSource.Api, name, Starts: true, IsStored: store), cancellationToken);
            return TypedResults.Accepted($"{Root}/{batch.Id}", BatchView.Of(batch));
        }
        catch (Exception failure) when (BatchRefusedException.Of(failure) is not null)
        {
            var refused = BatchRefusedException.Of(failure)!;
            return TypedResults.Problem(refused.Sentence(words, fields), statusCode: refused.StatusCode);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Ok<BatchView[]>> ListAsync(ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.ListAsync(user.AccountId(), cancellationToken)).Select(BatchView.Of).ToArray());

    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> GetAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, user.AccountId(), cancellationToken) is { } batch ? TypedResults.Ok(BatchView.Of(batch)) : NotFound();

    private static async Task<IResult> ResultAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, BatchResult result, AuditTrail trail, IStringLocalizer<BatchesText> words, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        if (!batch.HasResult) return TypedResults.Problem(words["NotFinished"], statusCode: StatusCodes.Status409Conflict);
        await trail.RecordAsync(new(ActorOf(user), AuditAction.Exported, $"{id}", $"{batch.RowCount} rows"), cancellationToken);
        return TypedResults.Stream(stream => result.WriteAsync(batch, stream, cancellationToken), CsvFile.ContentType, BatchResult.FileName(batch));
    }

    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> CancelAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, IStringLocalizer<BatchesText> words, CancellationToken cancellationToken)
    {
        var isDone = await store.CancelAsync(id, user.AccountId(), ActorOf(user), cancellationToken);
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        return isDone ? TypedResults.Ok(BatchView.Of(batch)) : TypedResults.Problem(words["NotRunning"], statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, user.AccountId(), ActorOf(user), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static ProblemHttpResult NotFound() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    private static string ActorOf(ClaimsPrincipal user) =>
        user.FindFirstValue(ApiGroup.KeyClaim) is { } key ? Actors.Key(key) : Actors.Account(user.AccountId());
}
