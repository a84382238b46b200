using System.ComponentModel;
using System.Security.Claims;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Result;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
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
            .WithDescription(
                "The first line names the columns: ageYears, sex (female, male), heightCm, weightKg, systolicMmHg, diastolicMmHg, smoker, drinksAlcohol, physicallyActive (yes, no), and, where there are any, patientCode, cholesterol and glucose (normal, aboveNormal, wellAboveNormal, notMeasured); "
                + "or the public table's own: age in days or years, gender 1 or 2, height, weight, ap_hi, ap_lo, cholesterol and gluc 1 to 3, smoke, alco, active. "
                + "Separated by ; or , or tabs, decimals with a comma or a point, UTF-8 or Windows-1252, at most 100,000 rows and 20 MB. A row that is wrong stops nothing. Send the file as it is: curl --data-binary @patients.csv. "
                + "Or as the last part of a form, whose fields before it are parameters: curl -F store=false -F file=@patients.csv.")
            .WithMetadata(new BodyLimit(BatchUpload.MaximumBytes + 65536))
            .Accepts<Stream>("text/csv", "text/plain", "multipart/form-data").Produces<BatchView>(StatusCodes.Status202Accepted)
            .WithMetadata(new Refusal(StatusCodes.Status409Conflict, "A request with this Idempotency-Key is being answered now."))
            .WithMetadata(new Refusal(StatusCodes.Status410Gone, "What was made under this Idempotency-Key was deleted since."))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapGet("/batches", ListAsync).WithName("listBatches").WithSummary("The newest batches of the key's account").Produces<IReadOnlyList<BatchView>>();
        batches.MapGet("/batches/{id:guid}", GetAsync).WithName("getBatch").WithSummary("How far a batch is").Produces<BatchView>();
        batches.MapGet("/batches/{id:guid}/result", ResultAsync).WithName("getBatchResult").WithSummary("Every row with its answer or its error, as CSV")
            .WithDescription("The file's columns in their order, then probability, its interval, where it lies against the threshold, flags and error; headings, separator and decimal mark follow Accept-Language.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch is not finished yet."))
            .WithRequestTimeout(TimeSpan.FromMilliseconds(BatchUpload.MaximumMilliseconds));
        batches.MapPost("/batches/{id:guid}/cancel", CancelAsync).WithName("cancelBatch").WithSummary("Stops a batch; what was assessed stays")
            .Produces<BatchView>().WithMetadata(new Refusal(StatusCodes.Status409Conflict, "The batch is not waiting or at work."));
        batches.MapDelete("/batches/{id:guid}", DeleteAsync).WithName("deleteBatch").WithSummary("Deletes a batch with its rows; its assessments stay")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> UploadAsync(
        HttpContext http, [FromHeader(Name = IdempotencyKey.Header), Description(IdempotencyKey.Meaning)] string? key, BatchUpload upload,
        BatchStore batches, BatchForm form, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields, [Description("false only answers, and stores nothing in the history")] bool store = true,
        [Description("Name of the file, as it shall be shown")] string? name = null,
        [Description("What numbers in the column of sexes mean, such as 1=male,0=female; needed where they are not the public table's")] string? sex = null)
    {
        return IdempotencyKey.OnceAsync(http, key, MakeAsync, AgainAsync);

        async Task<IResult?> MakeAsync(Func<ReadOnlyMemory<byte>, IdempotentRequest>? naming)
        {
            try
            {
                var sentForm = await form.ReadAsync(http, http.RequestAborted);
                if (sentForm.Faults.Count > 0) return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = sentForm.Faults };
                var isStored = sentForm.Field(nameof(store)) is { } text ? bool.Parse(text) : store;
                var coding = sentForm.Field(nameof(sex)) ?? sex;
                if (coding is not null && SexCoding.Parse(coding) is null)
                    return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = [ApiError.OfParameter(nameof(sex), words["SexUnreadable"])] };
                var fileName = sentForm.Field(nameof(name)) ?? name ?? sentForm.FileName;
                var sent = new NewBatch(http.User.AccountId(), http.User.Actor(), AssessmentSource.Api, fileName, Starts: true, isStored, SexCoding.Parse(coding))
                {
                    Name = naming is null ? null : sha => naming(sentForm.Fingerprint(sha)),
                };
                return await upload.ReadAsync(sentForm.File, sent, http.RequestAborted) is { } batch ? Accepted(batch) : null;
            }
            catch (Exception failure) when (BatchRefusedException.FromException(failure) is { } refused)
            {
                var sentence = refused.Sentence(words, fields);
                return new Problem(refused.StatusCode)
                {
                    Detail = sentence,
                    Errors = refused.Parameter is { } parameter ? [ApiError.OfParameter(parameter, sentence)] : [],
                };
            }
            catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
            {
                return new Problem(StatusCodes.Status400BadRequest);
            }
        }

        async Task<IResult> AgainAsync(Guid id) =>
            await batches.FindAsync(id, http.User.AccountId(), http.RequestAborted) is { } batch ? Accepted(batch) : new Problem(StatusCodes.Status410Gone);
    }

    private static Accepted<BatchView> Accepted(Batch batch) => TypedResults.Accepted($"{Root}/{batch.Id}", BatchView.FromBatch(batch));

    private static async Task<Ok<BatchView[]>> ListAsync(ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.ListAsync(user.AccountId(), cancellationToken)).Select(BatchView.FromBatch).ToArray());

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, user.AccountId(), cancellationToken) is { } batch ? TypedResults.Ok(BatchView.FromBatch(batch)) : NotFound();

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
        return isDone ? TypedResults.Ok(BatchView.FromBatch(batch)) : new Problem(StatusCodes.Status409Conflict) { Detail = words["NotRunning"] };
    }

    private static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, BatchStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, user.AccountId(), user.Actor(), cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static Problem NotFound() => new(StatusCodes.Status404NotFound);
}
