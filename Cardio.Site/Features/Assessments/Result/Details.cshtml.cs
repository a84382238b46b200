using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Assessments.Batches;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Features.Assessments.WhatIf;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>One assessment, as the doctor saw it.</summary>
internal sealed class AssessmentDetailsModel(AssessmentStore store, ReviewStore reviews, OutcomeStore outcomes, BatchStore batches, ServedModel served, AuditTrail trail) : FeaturePage
{
    /// <summary>The assessment and what stands around it.</summary>
    public ResultView Encounter { get; private set; } = null!;

    /// <summary>The doctor's decision on it.</summary>
    public ReviewView Review { get; private set; } = null!;

    /// <summary>The confirmed diagnosis.</summary>
    public OutcomeView Outcome { get; private set; } = null!;

    /// <summary>The file that it came in with, or null where there was none or it is deleted.</summary>
    public Batch? FromFile { get; private set; }

    /// <summary>The text for the chart.</summary>
    public ChartView Chart => new(Encounter.Assessment, Review.Current);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, User.AccountId(), cancellationToken) is not { } found) return NotFound();
        await trail.RecordReadingAsync(new(Actors.Account(found.DoctorId), AuditAction.AssessmentViewed, id.ToString()), cancellationToken);
        var visits = VisitCourse.From(await store.VisitsAsync(found, cancellationToken), served);
        Encounter = new(found, visits, WhatIfResult.FromAssessment(found, served.Current));
        Review = await reviews.ViewAsync(id, found.DoctorId, cancellationToken);
        Outcome = await outcomes.ViewAsync(id, found.DoctorId, cancellationToken);
        if (found.BatchId is { } batch) FromFile = await batches.FindAsync(batch, found.DoctorId, cancellationToken);
        return Page();
    }
}
