using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.WhatIf;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>What <c>_Result</c> shows.</summary>
/// <param name="Assessment">The stored assessment.</param>
/// <param name="Visits">This visit and the earlier ones with the same patient code.</param>
/// <param name="WhatIf">The what-if at the stored values, or null if no model is loaded.</param>
internal sealed record ResultView(Assessment Assessment, VisitCourse Visits, WhatIfResult? WhatIf);
