using Cardio.Site.Data;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments;

/// <summary>One assessment, as the doctor saw it.</summary>
internal sealed class DetailsModel(AssessmentStore store, ServedModel served) : FeaturePage
{
    /// <summary>The assessment and what stands around it.</summary>
    public Encounter Encounter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        Encounter = new(found, await store.VisitsAsync(found, cancellationToken), WhatIf.Of(found, served));
        return Page();
    }
}
