using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.WhatIf;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>What the doctor sees of one assessment: its result, what a change would do, and the visits before.</summary>
/// <param name="Assessment">The stored assessment.</param>
/// <param name="Visits">It and the earlier ones of the same patient code.</param>
/// <param name="WhatIf">The what-if at the stored values, or null where no model is loaded.</param>
internal sealed record ResultView(Assessment Assessment, VisitCourse Visits, WhatIfResult? WhatIf);
