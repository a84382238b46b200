using System.ComponentModel;
using System.Security.Claims;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Result;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>API endpoints for batches. Another doctor's batch is treated as not existing.</summary>
internal static class BatchEndpoints
{
    /// <summary>Path of the batches.</summary>
    public const string Root = $"{ApiGroup.Base}/batches";

    /// <summary>Maps all endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("").RequireScope("batches").WithTags("batches");
        batches.MapPost("/batches", UploadAsync).WithName("uploadBatch")
            .WithSummary("Uploads a CSV file of patients and starts to assess it")
            .WithDescription(
                $"The first line names the columns. Required: {Names(isRequired: true)}. Optional: {Names(isRequired: false)}. "
                + "Sex is female or male; a laboratory class is normal, aboveNormal, wellAboveNormal or notMeasured; "
                + "a habit is yes or no. "
                + "The column names of the public table are accepted too: age in days or years, gender 1 or 2, height, weight, "
                + "ap_hi, ap_lo, cholesterol and gluc 1 to 3, smoke, alco, active. "
                + "Cells are separated by semicolons, commas or tabs; decimals have a comma or a point; the encoding is UTF-8 or "
                + "Windows-1252; a file has at most 100,000 rows and 20 MB. A row with an error does not stop the others. "
                + "Send the file as the body: curl --data-binary @patients.csv. Or send it as the last part of a form, after "
                + "fields that replace query parameters: curl -F store=false -F file=@patients.csv.")
            .WithMetadata(new BodyLimit(BatchUpload.MaximumBytes + 65536))
            .Accepts<Stream>("text/csv", "text/plain", "multipart/form-data")
            .WithMetadata(new Refusal(StatusCodes.Status409Conflict, "A request with this Idempotency-Key is still being processed."))
            .WithMetadata(new Refusal(StatusCodes.Status410Gone, "The batch created with this Idempotency-Key has been deleted."))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapGet("/batches", ListAsync).WithName("listBatches").WithSummary("Lists the newest batches of the key's account");
        batches.MapGet("/batches/{id:guid}", GetAsync).WithName("getBatch").WithSummary("Returns a batch with its progress");
        batches.MapGet("/batches/{id:guid}/result", ResultAsync).WithName("getBatchResult")
            .WithSummary("Returns all rows with their result or error as CSV")
            .WithDescription(
                "The columns of the file in their order, then the probability, its interval, the comparison with the threshold, flags "
                + "and error. Headings, separator and decimal mark follow Accept-Language.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch is not finished yet."))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapPost("/batches/{id:guid}/cancel", CancelAsync).WithName("cancelBatch")
            .WithSummary("Cancels a batch; rows assessed before keep their results")
            .WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch has already ended."));
        batches.MapDelete("/batches/{id:guid}", DeleteAsync).WithName("deleteBatch")
            .WithSummary("Deletes a batch with its rows; its assessments are kept");
    }

    private static string Names(bool isRequired) => string.Join(
        ", ", BatchFields.InTemplate.Where(field => field.IsRequired == isRequired).Select(field => field.TemplateName));

    private static async Task<Results<Accepted<BatchView>, Problem>> UploadAsync(
        HttpContext http, [FromHeader(Name = IdempotencyKey.Header), Description(IdempotencyKey.Meaning)] string? key, BatchUpload upload,
        BatchStore batches, BatchForm form, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields,
        [Description("Whether to store the assessments in the history")] bool store = true,
        [Description("File name to display")] string? name = null,
        [Description("Meaning of numbers in the sex column, such as 1=male,0=female; required unless they have the public table's coding")]
        string? sex = null)
    {
        using var idempotency = IdempotencyKey.Begin(http, key);
        if (idempotency.Problem is { } conflict) return conflict;
        try
        {
            var sent = await form.ReadAsync(http, http.RequestAborted);
            if (sent.Errors.Count > 0) return Unprocessable([.. sent.Errors]);
            var isStored = sent.Field(nameof(store)) is { } text ? bool.Parse(text) : store;
            var coding = sent.Field(nameof(sex)) ?? sex;
            var parsed = SexCoding.Parse(coding);
            if (coding is not null && parsed is null)
                return Unprocessable(ApiError.FromParameter(nameof(sex), words["SexUnreadable"]));
            var fileName = sent.Field(nameof(name)) ?? name ?? sent.FileName;
            var batch = new NewBatch(
                http.User.AccountId(), http.User.Actor(), AssessmentSource.Api, fileName, Starts: true, isStored, parsed)
            {
                Identify = sha256 => idempotency.Identify(sent.Fingerprint(sha256)),
            };
            if (await upload.ReadAsync(sent.File, batch, http.RequestAborted) is { } stored) return Accepted(stored);
        }
        catch (Exception failure) when (BatchRefusedException.FromException(failure) is { } refused)
        {
            return Refused(refused, refused.Sentence(words, fields));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return new Problem(StatusCodes.Status400BadRequest);
        }

        var (id, reused) = await idempotency.ReplayAsync();
        if (reused is not null) return reused;
        return await batches.FindAsync(id, http.User.AccountId(), http.RequestAborted) is { } earlier
            ? Accepted(earlier)
            : new Problem(StatusCodes.Status410Gone);
    }

    private static Problem Unprocessable(params ApiError[] errors) => new(StatusCodes.Status422UnprocessableEntity) { Errors = errors };

    private static Problem Refused(BatchRefusedException refused, string sentence) => new(refused.StatusCode)
    {
        Detail = sentence,
        Errors = refused.Parameter is { } parameter ? [ApiError.FromParameter(parameter, sentence)] : [],
    };

    private static Accepted<BatchView> Accepted(Batch batch) => TypedResults.Accepted($"{Root}/{batch.Id}", BatchView.FromBatch(batch));

    private static async Task<Ok<BatchView[]>> ListAsync(ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.ListAsync(user.AccountId(), cancellationToken)).Select(BatchView.FromBatch).ToArray());

    private static async Task<Results<Ok<BatchView>, Problem>> GetAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, user.AccountId(), cancellationToken) is { } batch
            ? TypedResults.Ok(BatchView.FromBatch(batch))
            : NotFound();

    private static async Task<IResult> ResultAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore store,
        BatchResult result,
        AuditTrail trail,
        IStringLocalizer<BatchesText> words,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        if (!batch.HasResult) return new Problem(StatusCodes.Status409Conflict) { Detail = words["NotFinished"] };
        await trail.RecordAsync(new(user.Actor(), AuditAction.Exported, $"{id}", $"{batch.RowCount} rows"), cancellationToken);
        return TypedResults.Stream(
            stream => result.WriteAsync(batch, stream, cancellationToken), CsvFile.ContentType, BatchResult.FileName(batch));
    }

    private static async Task<Results<Ok<BatchView>, Problem>> CancelAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, IStringLocalizer<BatchesText> words, CancellationToken cancellationToken)
    {
        var isCancelled = await store.CancelAsync(id, user.AccountId(), user.Actor(), cancellationToken);
        if (await store.FindAsync(id, user.AccountId(), cancellationToken) is not { } batch) return NotFound();
        return isCancelled ? TypedResults.Ok(BatchView.FromBatch(batch))
            : new Problem(StatusCodes.Status409Conflict) { Detail = words["NotRunning"] };
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, user.AccountId(), user.Actor(), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static Problem NotFound() => new(StatusCodes.Status404NotFound);
}
