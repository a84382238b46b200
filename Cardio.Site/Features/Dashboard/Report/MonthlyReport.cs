using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Report;

/// <summary>A question of the management with its answers.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">Sentences that answer the question.</param>
/// <param name="Grids">Tables with the figures.</param>
internal sealed record ReportSection(string Question, IReadOnlyList<string> Answers, IReadOnlyList<Grid> Grids);

/// <summary>The monthly report.</summary>
/// <param name="Month">The month.</param>
/// <param name="IsOver">Whether the month is over; otherwise the report ends today.</param>
/// <param name="Headlines">Usage compared with the previous month.</param>
/// <param name="Sections">The questions; none if the month has no assessments.</param>
/// <param name="Demo">Number of assessments from demo data.</param>
/// <param name="ReadAt">Time at which the figures were read.</param>
internal sealed record MonthlyReport(
    Period Month, bool IsOver, IReadOnlyList<Headline> Headlines, IReadOnlyList<ReportSection> Sections, long Demo, DateTimeOffset ReadAt);
