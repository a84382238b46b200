namespace Cardio.Site.Features.Dashboard;

/// <summary>Marks the texts of <c>DashboardText.resx</c>.</summary>
public sealed class DashboardText;
