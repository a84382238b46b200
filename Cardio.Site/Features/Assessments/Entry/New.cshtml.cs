using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Result;
using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>The form for one patient and, once assessed, the result.</summary>
internal sealed class NewModel(
    PatientAssessor assessor, AssessmentStore store, RejectedInputCounter rejected, FormDraft draft, TimeProvider time) : FeaturePage
{
    /// <summary>The patient's values.</summary>
    [BindProperty(Name = nameof(Input))]
    public PatientInput Input { get; set; } = new();

    /// <summary>Measured laboratory values for the laboratory helper.</summary>
    [BindProperty(Name = nameof(Lab))]
    public LabInput Lab { get; set; } = new();

    /// <summary>
    /// Identifies the opened form, so that a double click does not create a second assessment. A version 7 UUID, which contains the time at
    /// which the form was opened.
    /// </summary>
    [BindProperty]
    public Guid FormId { get; set; }

    /// <summary>Whether the displayed form shows errors. If so, a successful response replaces the form too.</summary>
    [BindProperty]
    public bool HadErrors { get; set; }

    /// <summary>UTC time of the earlier assessment whose values prefill the form, or null.</summary>
    public DateTimeOffset? EarlierAt { get; private set; }

    /// <summary>The classes that the laboratory helper has just filled in.</summary>
    public IReadOnlyList<LabChoice> LabChosen { get; private set; } = [];

    /// <summary>The result, or null before the assessment.</summary>
    public ResultView? Result { get; private set; }

    /// <summary>Whether a model is loaded.</summary>
    public bool IsModelAvailable => assessor.IsAvailable;

    /// <summary>The encrypted identifier of the doctor for <see cref="FormDraft"/>.</summary>
    public string Owner => draft.Owner(User.AccountId());

    /// <summary>Shows an empty form, the draft of a form whose session ended, or the values of an earlier assessment.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? from, CancellationToken cancellationToken)
    {
        FormId = Guid.CreateVersion7(time.GetUtcNow());
        ModelState.Clear();
        if (draft.Take(HttpContext) is { } typed)
        {
            await TryUpdateModelAsync(Input, nameof(Input), typed, _ => true);
            foreach (var key in ModelState.Keys) ModelState.ClearValidationState(key);
        }
        else if (from is { } id && await store.FindAsync(id, User.AccountId(), cancellationToken) is { } earlier)
        {
            (Input, EarlierAt) = (PatientInput.FromAssessment(earlier), earlier.CreatedAt);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsModelAvailable) return Unavailable();
        if (!ModelState.IsValid)
        {
            rejected.Add(AssessmentSource.Form, User.AccountId());
            return InvalidForm();
        }
        Result = await assessor.AssessAsync(Input, FormId, User.AccountId(), cancellationToken);
        return Result is null ? Unavailable() : Done("_Assessed", this, "/Assessments/Result/Details", new { Result.Assessment.Id });
    }

    /// <summary>Turns measured laboratory values into classes; ignores the rest of the form.</summary>
    public IActionResult OnPostClassify([FromServices] LabClassifier classifier)
    {
        if (classifier.Classify(Lab, ModelState) is not { } chosen) return InvalidForm();
        LabChosen = chosen;
        RetargetToForm();
        return PageOr("_Form");
    }

    private IActionResult InvalidForm()
    {
        RetargetToForm();
        return Invalid("_Form");
    }

    /// <summary>Makes htmx replace the form instead of the result.</summary>
    private void RetargetToForm()
    {
        if (WantsFragment) Response.Htmx(headers => headers.Retarget("#" + ElementIds.Form).Reswap("outerHTML"));
    }

    private IActionResult Unavailable()
    {
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WantsFragment ? Partial("_Unavailable") : Page();
    }
}
