using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Assessments.Batches;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>One stored assessment with the doctor's decision and the confirmed diagnosis.</summary>
internal sealed class AssessmentDetailsModel(
    AuditedAssessments assessments, ResultReader results, ReviewStore reviews, OutcomeStore outcomes, BatchStore batches) : FeaturePage
{
    /// <summary>The assessment with its what-if and the earlier visits.</summary>
    public ResultView Result { get; private set; } = null!;

    /// <summary>The doctor's decision on the estimate.</summary>
    public ReviewView Review { get; private set; } = null!;

    /// <summary>The confirmed diagnosis.</summary>
    public OutcomeView Outcome { get; private set; } = null!;

    /// <summary>The uploaded file that contained this patient; null if there was none or it has been deleted.</summary>
    public Batch? FromFile { get; private set; }

    /// <summary>The text to copy into the patient's chart.</summary>
    public ChartView Chart => new(Result.Assessment, Review.Current);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await assessments.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        Result = await results.ReadAsync(found, cancellationToken);
        Review = await reviews.ViewAsync(id, found.DoctorId, cancellationToken);
        Outcome = await outcomes.ViewAsync(id, found.DoctorId, cancellationToken);
        if (found.BatchId is { } batch) FromFile = await batches.FindAsync(batch, found.DoctorId, cancellationToken);
        return Page();
    }
}
