using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Privacy;

/// <summary>Exports or erases the data of a patient. The patient code is posted, so that no address contains it.</summary>
internal sealed class PrivacyModel(
    PatientStore store, IOptionsMonitor<PrivacyOptions> options, IStringLocalizer<PrivacyText> words) : FeaturePage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(Code), nameof(Doctors), nameof(RepeatedCode)];

    /// <summary>The patient code as typed.</summary>
    [BindProperty]
    [Display(Name = "Code")]
    [Required(ErrorMessage = "EnterCode"), StringLength(PatientCode.MaximumLength, ErrorMessage = "CodeTooLong")]
    public string? Code { get; set => field = TypedText.Visible(value); }

    /// <summary>Accounts of the doctors whose data to export or erase: the same code at two doctors may be two patients.</summary>
    [BindProperty]
    public List<Guid> Doctors { get; set; } = [];

    /// <summary>The code, typed again to confirm erasure.</summary>
    [BindProperty]
    [Display(Name = "RepeatedCode")]
    public string? RepeatedCode { get; set; }

    /// <summary>Data stored under the code, by doctor; null before the search.</summary>
    public IReadOnlyList<Holding>? Holdings { get; private set; }

    /// <summary>Stored spellings of the code.</summary>
    public IReadOnlyList<Spelling> Spellings { get; private set; } = [];

    /// <summary>Result of the erasure in this request, or null.</summary>
    public PurgeResult? Erased { get; private set; }

    /// <summary>The retention in force in days, or null.</summary>
    public int? RetentionDays => options.CurrentValue.RetentionDays;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return Invalid("_Patient");
        Doctors = [.. Holdings!.Select(holding => holding.DoctorId)];
        return PageOr("_Patient");
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken) || !AreChosen()) return Invalid("_Patient");
        var export = await store.ExportAsync(Code!, Doctors, Actors.Account(User.AccountId()), cancellationToken);
        return File(JsonSerializer.SerializeToUtf8Bytes(export, Json), "application/json", "cardio-patient.json");
    }

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken) || !AreChosen()) return Invalid("_Patient");
        if (PatientCode.KeyOf(RepeatedCode ?? "") != PatientCode.KeyOf(Code!))
        {
            ModelState.AddModelError(nameof(RepeatedCode), words["RepeatTheCode"]);
            return Invalid("_Patient");
        }
        Erased = await store.EraseAsync(Code!, Doctors, Actors.Account(User.AccountId()), cancellationToken);
        ModelState.Clear();
        (Code, RepeatedCode, Holdings) = (null, null, null);
        return PageOr("_Patient");
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return false;
        Holdings = await store.FindAsync(Code!, cancellationToken);
        Spellings = await store.SpellingsAsync(Code!, cancellationToken);
        return true;
    }

    private bool AreChosen()
    {
        Doctors = [.. Holdings!.Select(holding => holding.DoctorId).Intersect(Doctors)];
        if (Doctors.Count > 0) return true;
        ModelState.AddModelError(nameof(Doctors), words["ChooseDoctors"]);
        return false;
    }
}
