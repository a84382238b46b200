using Cardio.Model.Patients;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Formatting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Lists the doctor's batches and uploads new ones.</summary>
[IgnoreAntiforgeryToken] // UploadForm validates the token before it reads the file
[ReadsFormItself]
[RequestSizeLimit(BatchUpload.MaximumBytes + 65536)]
[RequestTimeout(BatchUpload.MaximumMilliseconds)]
internal sealed class ListModel(
    BatchStore store, BatchUpload upload, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields) : FeaturePage
{
    /// <summary>Name of the file field, to which errors link.</summary>
    public const string FileField = "File";

    /// <summary>The newest batches.</summary>
    public IReadOnlyList<Batch> Batches { get; private set; } = [];

    /// <summary>Whether the doctor must specify what the numbers for sex mean in the uploaded file.</summary>
    public bool AsksSex { get; private set; }

    /// <summary>The codings of sex to choose from.</summary>
    public static readonly IReadOnlyList<string> SexCodings =
        ["1=male,0=female", "1=female,0=male", "1=male,2=female", "1=female,2=male"];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Batches = await store.ListAsync(User.AccountId(), cancellationToken);

    /// <summary>Downloads the template.</summary>
    public IActionResult OnGetTemplate() => File(BatchTemplate.ToBytes(), CsvFile.ContentType, "cardio-template.csv");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (file, sex) = await UploadForm.FileAsync(HttpContext, cancellationToken);
            if (file?.FileStream is not { } stream) throw new BatchRefusedException(RefusalReason.NoFile);
            var doctor = User.AccountId();
            var sent = new NewBatch(
                doctor, User.Actor(), AssessmentSource.Form, file.FileName, Starts: false, IsStored: true, SexCoding.Parse(sex));
            var batch = await upload.ReadAsync(stream, sent, cancellationToken);
            // Never null: only requests with an idempotency key can be repetitions.
            return RedirectToPage("/Assessments/Batches/Result/BatchDetails", new { batch!.Id });
        }
        catch (AntiforgeryValidationException)
        {
            return BadRequest();
        }
        catch (Exception failure) when (BatchRefusedException.FromException(failure) is { } refused)
        {
            AsksSex = refused.Reason == RefusalReason.SexAsked;
            ModelState.AddModelError(FileField, AsksSex ? words["SexCodingNeeded"] : refused.Sentence(words, fields));
            Batches = await store.ListAsync(User.AccountId(), cancellationToken);
            var answer = Invalid("_Upload");
            Response.StatusCode = refused.StatusCode;
            return answer;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return BadRequest();
        }
    }
}
