namespace Cardio.Site.Features.Dashboard.Comparison;

internal static class ModelPagesRegistration
{
    /// <summary>Adds what the pages about models show, and who scores in the shadow.</summary>
    public static void AddModelPages(this IServiceCollection services)
    {
        services.AddSingleton<PeriodStore>();
        services.AddSingleton<ReplayStore>();
        services.AddSingleton<ShadowStore>();
        services.AddHostedService<ShadowWorker>();
    }
}
