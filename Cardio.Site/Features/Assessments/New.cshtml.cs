using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Model;
using Cardio.Site.Data;
using Cardio.Site.Web;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments;

/// <summary>The form of one patient, and the answer.</summary>
internal sealed class NewModel(
    ServedModel served, AssessmentStore store, IOptionsSnapshot<ClinicOptions> clinic, TimeProvider time) : FeaturePage
{
    /// <summary>What the doctor types.</summary>
    [BindProperty(Name = nameof(Input))]
    public PatientInput Input { get; set; } = new();

    /// <summary>Names this form, so that a double click is told from a second patient.</summary>
    [BindProperty]
    public Guid FormId { get; set; }

    /// <summary>Whether the form on the user's screen shows errors, which a valid answer then takes away.</summary>
    [BindProperty]
    public bool HadErrors { get; set; }

    /// <summary>The answer, once there is one.</summary>
    public Assessment? Result { get; private set; }

    /// <summary>Whether there is a model to ask.</summary>
    public bool IsModelAvailable => served.Current is not null;

    public void OnGet() => FormId = Guid.NewGuid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (served.Current is not { } model) return Unavailable();
        if (!ModelState.IsValid) return InvalidForm();

        var patient = Input.ToFeatures();
        var explanation = model.Explain(patient);
        Result = await store.AddAsync(Record(patient, explanation, model), cancellationToken);
        return Done("_Assessed", this, "Details", new { Result.Id });
    }

    private IActionResult InvalidForm()
    {
        if (WantsFragment) Response.Htmx(headers => headers.Retarget("#" + Ids.Form).Reswap("outerHTML"));
        return Invalid("_Form");
    }

    private IActionResult Unavailable()
    {
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WantsFragment ? Partial("_Unavailable") : Page();
    }

    private Assessment Record(PatientFeatures patient, RiskExplanation explanation, RiskModel model)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            DoctorId = User.AccountId(),
            RequestKey = RequestKey(),
            CreatedAt = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
            PatientCode = string.IsNullOrWhiteSpace(Input.PatientCode) ? null : Input.PatientCode.Trim(),
            AgeYears = patient.AgeYears,
            Sex = patient.Sex!.Value,
            HeightCm = patient.HeightCm!.Value,
            WeightKg = patient.WeightKg,
            SystolicMmHg = patient.SystolicMmHg,
            DiastolicMmHg = patient.DiastolicMmHg,
            Cholesterol = patient.Cholesterol,
            Glucose = patient.Glucose,
            Smoker = patient.Smoker!.Value,
            DrinksAlcohol = patient.DrinksAlcohol!.Value,
            PhysicallyActive = patient.PhysicallyActive!.Value,
            Probability = explanation.Probability,
            Explanation = explanation,
            DecisionThreshold = clinic.Value.DecisionThreshold,
            TrainingPrevalence = model.Card.Data.Prevalence,
            ClinicPrevalence = clinic.Value.Prevalence,
            ModelVersion = model.Version,
            ModelSha256 = model.Sha256,
        };
    }

    /// <summary>The form and its values: a value corrected in the same form is a new assessment, a second click is not.</summary>
    private string RequestKey() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { FormId, Input })));
}
