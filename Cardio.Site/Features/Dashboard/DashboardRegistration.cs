using Cardio.Site.Features.Dashboard.Models;

namespace Cardio.Site.Features.Dashboard;

internal static class DashboardRegistration
{
    /// <summary>Adds the managers' view.</summary>
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UsageStore>();
        builder.Services.AddModelPages();
    }
}
