using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments;

/// <summary>One assessment, as the doctor saw it.</summary>
internal sealed class DetailsModel(AssessmentStore store) : FeaturePage
{
    /// <summary>The stored assessment.</summary>
    public Assessment Assessment { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        Assessment = found;
        return Page();
    }
}
