using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>Runs the stored inputs again and says whether the result comes out the same.</summary>
internal sealed class ReceiptModel(AssessmentStore store, ServedModel served, AuditTrail trail) : FeaturePage
{
    /// <summary>The stored assessment.</summary>
    public Assessment Assessment { get; private set; } = null!;

    /// <summary>The code on the printed record.</summary>
    public string Code => RecordFingerprint.Code(Assessment);

    /// <summary>Whether it reproduces; null where its model is not here.</summary>
    public bool? Reproduces { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        await trail.RecordReadingAsync(new(Actors.Account(found.DoctorId), AuditAction.AssessmentViewed, id.ToString()), cancellationToken);
        Assessment = found;
        Reproduces = RecordFingerprint.Reproduces(found, served.Find(found.ModelSha256));
        return Page();
    }
}
