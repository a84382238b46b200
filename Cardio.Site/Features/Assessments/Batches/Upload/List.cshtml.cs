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

/// <summary>The doctor's batches, and the way to a new one.</summary>
[IgnoreAntiforgeryToken] // the token is looked at before the file is read, not by reading all of it
[ReadsFormItself]
[RequestSizeLimit(BatchUpload.MaximumBytes + 65536)]
[RequestTimeout(BatchUpload.MaximumMilliseconds)]
internal sealed class ListModel(
    BatchStore store, BatchUpload upload, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields) : FeaturePage
{
    /// <summary>The field of the form, which an error leads to.</summary>
    public const string FileField = "File";

    /// <summary>The newest batches.</summary>
    public IReadOnlyList<Batch> Batches { get; private set; } = [];

    /// <summary>Whether the file that was sent needs an answer to what its numbers for the sexes mean.</summary>
    public bool AsksSex { get; private set; }

    /// <summary>The codings to choose from.</summary>
    public static readonly IReadOnlyList<string> SexCodings =
        ["1=male,0=female", "1=female,0=male", "1=male,2=female", "1=female,2=male"];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Batches = await store.ListAsync(User.AccountId(), cancellationToken);

    /// <summary>The columns' names and an example of each.</summary>
    public IActionResult OnGetTemplate() => File(BatchTemplate.ToBytes(), CsvFile.ContentType, "cardio-template.csv");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (file, sex) = await UploadForm.FileAsync(HttpContext, cancellationToken);
            if (file?.FileStream is not { } stream) throw new BatchRefusedException("NoFile");
            var doctor = User.AccountId();
            var sent = new NewBatch(
                doctor, User.Actor(), AssessmentSource.Form, file.FileName, Starts: false, IsStored: true, SexCoding.Parse(sex));
            var batch = await upload.ReadAsync(stream, sent, cancellationToken);
            return RedirectToPage("/Assessments/Batches/Result/BatchDetails", new { batch!.Id }); // only a request with a key may be one before
        }
        catch (AntiforgeryValidationException)
        {
            return BadRequest();
        }
        catch (Exception failure) when (BatchRefusedException.FromException(failure) is { } refused)
        {
            AsksSex = refused.Parameter is not null;
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
