using Cardio.Site.Clinic.Settings;
using Cardio.Site.Features.Dashboard.Comparison;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Reliability;
using Cardio.Site.Features.Dashboard.Report;
using Cardio.Site.Features.Dashboard.Usage;
using Cardio.Site.Features.Dashboard.Views;

namespace Cardio.Site.Features.Dashboard;

internal static class DashboardRegistration
{
    /// <summary>Registers the dashboard with its counting.</summary>
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CountUpdater>();
        services.AddSingleton<CountStore>();
        services.AddSingleton<CountCheck>();
        services.AddHostedService<CountWorker>();
        services.AddSingleton<DoctorStore>();
        services.AddSingleton<RejectedInputStore>();
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
