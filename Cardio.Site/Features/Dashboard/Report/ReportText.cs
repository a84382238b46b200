namespace Cardio.Site.Features.Dashboard.Report;

/// <summary>Marks the texts of <c>ReportText.resx</c>.</summary>
public sealed class ReportText;
