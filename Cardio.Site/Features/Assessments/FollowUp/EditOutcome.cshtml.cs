using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Records the confirmed diagnosis of an assessment's patient and shows its history.</summary>
internal sealed class EditOutcomeModel(AssessmentStore assessments, OutcomeStore store, TimeProvider time) : FeaturePage
{
    /// <summary>The posted diagnosis.</summary>
    [BindProperty]
    public OutcomeInput Input { get; set; } = new();

    /// <summary>The assessment.</summary>
    public Assessment Assessment { get; private set; } = null!;

    /// <summary>What <c>_Outcome</c> shows.</summary>
    public OutcomeView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (!ModelState.IsValid)
        {
            View = View with { Input = Input };
            return Invalid("FollowUp/_Outcome", View);
        }
        if (!Input.Repeats(View.Current))
        {
            var outcome = Outcome.FromInput(Input, id, User.AccountId(), time.GetUtcNow(), View.Current?.Id);
            await store.AddAsync(outcome, User.Actor(), cancellationToken);
        }
        View = (await store.ViewAsync(id, User.AccountId(), cancellationToken)) with { IsSaved = true };
        ModelState.Clear(); // show the stored values in the form
        return Done("FollowUp/_Outcome", View, "/Assessments/Result/Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await assessments.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return false;
        Assessment = found;
        View = (await store.ViewAsync(id, User.AccountId(), cancellationToken)) with { IsOpen = true };
        return true;
    }
}
