using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Dashboard.Comparison.Promotion;

namespace Cardio.Site.Features.Dashboard.Comparison;

internal static class ModelPagesRegistration
{
    /// <summary>Registers the pages about models and the background scoring of the challenger.</summary>
    public static void AddModelPages(this IServiceCollection services)
    {
        services.AddSingleton<PeriodStore>();
        services.AddSingleton<ReplayStore>();
        services.AddSingleton<ShadowStore>();
        services.AddSingleton<ModelSwitch>();
        services.AddScoped<ComparisonParts>();
        services.AddScoped<ModelOverviewReader>();
        services.AddScoped<PromotionPreview>();
        services.AddHostedService<ShadowWorker>();
    }
}
