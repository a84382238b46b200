using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Data.Writing;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Records the doctor's decision on an estimate and shows its history.</summary>
internal sealed class EditReviewModel(AssessmentStore assessments, ReviewStore store, TimeProvider time) : FeaturePage
{
    /// <summary>The posted decision.</summary>
    [BindProperty]
    public ReviewInput Input { get; set; } = new();

    /// <summary>The assessment.</summary>
    public Assessment Assessment { get; private set; } = null!;

    /// <summary>What <c>_Review</c> shows.</summary>
    public ReviewView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (!ModelState.IsValid)
        {
            View = View with { Input = Input };
            return Invalid("FollowUp/_Review", View);
        }
        if (!Input.Repeats(View.Current)) await store.AddAsync(CreateReview(id), cancellationToken);
        View = (await store.ViewAsync(id, User.AccountId(), cancellationToken)) with { IsSaved = true };
        ModelState.Clear(); // show the stored values in the form
        return Done("_Reviewed", this, "/Assessments/Result/Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await assessments.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return false;
        Assessment = found;
        View = (await store.ViewAsync(id, User.AccountId(), cancellationToken)) with { IsOpen = true };
        return true;
    }

    private Review CreateReview(Guid id)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = SequentialGuid.After(View.Current?.Id, now),
            AssessmentId = id,
            DoctorId = User.AccountId(),
            CreatedAt = now,
            Decision = Input.Decision!.Value,
            Reason = Input.Reason,
            PatientTold = Input.PatientTold,
        };
    }
}
