using Cardio.Site.Data.Settings;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Models;
using Cardio.Site.Features.Dashboard.Reliability;
using Cardio.Site.Features.Dashboard.Report;
using Cardio.Site.Features.Dashboard.Views;

namespace Cardio.Site.Features.Dashboard;

internal static class DashboardRegistration
{
    /// <summary>Adds the managers' view and what counts for it.</summary>
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CountKeeper>();
        services.AddSingleton<CountStore>();
        services.AddSingleton<CountCheck>();
        services.AddHostedService<CountWorker>();
        services.AddSingleton<DoctorStore>();
        services.AddSingleton<RefusedStore>();
        services.AddSingleton<ViewStore>();
        services.AddSingleton<DashboardParts>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<ReportSettings>();
        services.AddSingleton<ReportWords>();
        services.AddSingleton<ReportMaker>();
        services.AddModelPages();
        services.AddSettings<AlertOptions>("Alerts");
        services.AddHostedService<ReliabilityWatch>();
    }
}
