using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Assessments.WhatIf;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>Collects what a page shows of an assessment.</summary>
internal sealed class ResultReader(AssessmentStore store, ServedModel served)
{
    /// <summary>Adds the earlier visits and the what-if analysis to a stored assessment.</summary>
    public async Task<ResultView> ReadAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        var visits = VisitCourse.From(await store.VisitsAsync(assessment, cancellationToken), served);
        return new(assessment, visits, WhatIfResult.FromAssessment(assessment, served.Current));
    }
}
