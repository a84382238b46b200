using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Report;

/// <summary>A question of the company's head, answered.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">Sentences that answer it.</param>
/// <param name="Grids">The figures behind them.</param>
internal sealed record ReportSection(string Question, IReadOnlyList<string> Answers, IReadOnlyList<Grid> Grids);

/// <summary>A month on one page.</summary>
/// <param name="Month">The month.</param>
/// <param name="IsOver">Whether it is over; else it goes to today.</param>
/// <param name="Headlines">Its usage, against the month before.</param>
/// <param name="Sections">The questions; none where the month has no assessment.</param>
/// <param name="Demo">Assessments that the demo verb made.</param>
/// <param name="ReadAt">When the figures were read.</param>
internal sealed record MonthlyReport(
    Period Month, bool IsOver, IReadOnlyList<Headline> Headlines, IReadOnlyList<ReportSection> Sections, long Demo, DateTimeOffset ReadAt);
