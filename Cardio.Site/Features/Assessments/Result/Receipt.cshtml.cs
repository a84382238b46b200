using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>Scores the stored inputs again and shows whether the result is the same.</summary>
internal sealed class ReceiptModel(AuditedAssessments assessments, ServedModel served) : FeaturePage
{
    /// <summary>The stored assessment.</summary>
    public Assessment Assessment { get; private set; } = null!;

    /// <summary>The verification code on the printed record.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Whether the result is the same; null if the model that made it is not installed.</summary>
    public bool? Reproduces { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await assessments.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        Assessment = found;
        Code = RecordFingerprint.Code(found);
        Reproduces = RecordFingerprint.Reproduces(found, served.Find(found.ModelSha256));
        return Page();
    }
}
