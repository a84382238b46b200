using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Clinic.Models;

internal static class ModelRegistration
{
    /// <summary>Adds the trained models and the choice of the live one.</summary>
    public static void AddModels(this IServiceCollection services)
    {
        services.AddSettings<ModelOptions>("Model");
        services.AddSingleton<ModelCatalogue>();
        services.AddSingleton<ServedModel>();
        services.AddSingleton<ModelChoices>();
        services.AddSingleton<ModelReader>();
        services.AddHostedService(services => services.GetRequiredService<ModelReader>());
    }
}
