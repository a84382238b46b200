using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Result;
using Cardio.Site.Features.Assessments.WhatIf;
using Cardio.Site.Web.Hosting;
using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>The form of one patient, and the answer.</summary>
internal sealed class NewModel(
    ServedModel served, AssessmentStore store, AssessmentWriter writer, RejectedInputCounter refused, FormDraft draft, IOptionsMonitor<ClinicOptions> clinic, TimeProvider time, SiteMetrics metrics,
    IStringLocalizer<AssessmentsText> words) : FeaturePage
{
    private readonly RiskModel? _model = served.Current;

    /// <summary>What the doctor types.</summary>
    [BindProperty(Name = nameof(Input))]
    public PatientInput Input { get; set; } = new();

    /// <summary>Laboratory values that the doctor wants placed into classes.</summary>
    [BindProperty(Name = nameof(Lab))]
    public LabInput Lab { get; set; } = new();

    /// <summary>When the assessment was made whose values the form begins with, UTC, or null.</summary>
    public DateTimeOffset? EarlierAt { get; private set; }

    /// <summary>What the laboratory helper chose just now.</summary>
    public List<(string Field, LabLevel Level)> LabChosen { get; } = [];

    /// <summary>Names this form, so that a double click is told from a second patient; tells when it was opened.</summary>
    [BindProperty]
    public Guid FormId { get; set; }

    /// <summary>Whether the form on the user's screen shows errors, which a valid answer then takes away.</summary>
    [BindProperty]
    public bool HadErrors { get; set; }

    /// <summary>The answer, once there is one.</summary>
    public ResultView? Result { get; private set; }

    /// <summary>Whether there is a model to ask.</summary>
    public bool IsModelAvailable => _model is not null;

    /// <summary>Whether the doctor's own estimate is asked for first.</summary>
    public bool AsksOwnEstimate => clinic.CurrentValue.BlindFirstRead;

    /// <summary>The doctor, sealed: see <see cref="FormDraft"/>.</summary>
    public string Owner => draft.Owner(User.AccountId());

    /// <summary>An empty form, the form that a lost session interrupted, or one with the values of an earlier assessment.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? from, CancellationToken cancellationToken)
    {
        FormId = Guid.CreateVersion7(time.GetUtcNow());
        ModelState.Clear();
        if (draft.Take(HttpContext) is { } kept) await RestoreAsync(kept);
        else if (from is { } id && await store.FindAsync(id, User.AccountId(), cancellationToken) is { } earlier) (Input, EarlierAt) = (PatientInput.FromAssessment(earlier), earlier.CreatedAt);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (_model is not { } model) return Unavailable();
        if (!ModelState.IsValid)
        {
            refused.Add(AssessmentSource.Form, User.AccountId());
            return InvalidForm();
        }

        var patient = Input.ToFeatures();
        var explanation = metrics.Timed(() => model.Explain(patient));
        var assessment = await writer.AddAsync(
            Input.ToAssessment(FormId, patient, explanation, model, clinic.CurrentValue, User.AccountId(), time.GetUtcNow()), cancellationToken);
        metrics.Assessed(assessment.ModelVersion);
        var visits = VisitCourse.From(await store.VisitsAsync(assessment, cancellationToken), served);
        Result = new(assessment, visits, WhatIfResult.FromAssessment(assessment, model));
        return Done("_Assessed", this, "/Assessments/Result/Details", new { assessment.Id });
    }

    /// <summary>Places laboratory values into their classes; nothing else of the form is looked at.</summary>
    public IActionResult OnPostClassify()
    {
        CheckLab("Cholesterol", Lab.Cholesterol, LabHelper.CholesterolRange(Lab.Unit));
        CheckLab("Glucose", Lab.Glucose, LabHelper.GlucoseRange(Lab.Unit));
        var isReadable = ModelState.Where(entry => entry.Key.StartsWith("Lab.", StringComparison.Ordinal)).All(entry => entry.Value!.Errors.Count == 0);
        foreach (var key in ModelState.Keys.Where(key => key.StartsWith("Input.", StringComparison.Ordinal)))
            ModelState.ClearValidationState(key);
        if (!isReadable) return InvalidForm();

        if (Lab.Cholesterol is { } cholesterol) Set(nameof(Input.Cholesterol), LabHelper.Cholesterol(cholesterol, Lab.Unit));
        if (Lab.Glucose is { } glucose) Set(nameof(Input.Glucose), LabHelper.Glucose(glucose, Lab.Unit));
        Retarget();
        return PageOr("_Form");
    }

    /// <summary>A value in the wrong unit would else be put into a class all the same.</summary>
    private void CheckLab(string field, double? value, (double Low, double High) range)
    {
        if (value < range.Low || value > range.High)
            ModelState.AddModelError($"Lab.{field}", words[$"LabNotPlausible.{Lab.Unit}", words[$"Lab{field}"].Value, range.Low.ToString("0.#", CultureInfo.CurrentCulture), range.High.ToString("0", CultureInfo.CurrentCulture)]);
    }

    private void Set(string field, LabLevel level)
    {
        ModelState.SetModelValue($"Input.{field}", level, level.ToString());
        LabChosen.Add((field, level));
    }

    private async Task RestoreAsync(IReadOnlyDictionary<string, string> kept)
    {
        var fields = new FormCollection(kept.ToDictionary(field => field.Key, field => new StringValues(field.Value)));
        var values = new FormValueProvider(BindingSource.Form, fields, CultureInfo.CurrentCulture);
        await TryUpdateModelAsync(Input, nameof(Input), values, _ => true);
        foreach (var key in ModelState.Keys) ModelState.ClearValidationState(key);
    }

    private IActionResult InvalidForm()
    {
        Retarget();
        return Invalid("_Form");
    }

    /// <summary>The answer to htmx takes the form's place, not the result's.</summary>
    private void Retarget()
    {
        if (WantsFragment) Response.Htmx(headers => headers.Retarget("#" + Ids.Form).Reswap("outerHTML"));
    }

    private IActionResult Unavailable()
    {
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WantsFragment ? Partial("_Unavailable") : Page();
    }
}
