using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Settings;
using Cardio.Site.Web.Hosting;

namespace Cardio.Site.Commands;

internal static class StartupTasks
{
    /// <summary>Adds what runs before the site or a command uses the database.</summary>
    public static void AddStartupTasks(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DatabasePreparation>();

    /// <summary>What must be there before the first request.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var services = app.Services;
        var stopping = app.Lifetime.ApplicationStopping;
        app.WarnOfAnyHost();
        await services.GetRequiredService<DatabasePreparation>().RunAsync(stopping);
        await services.GetRequiredService<RetentionChanges>().CheckConfiguredAsync(isStart: true, stopping); // before anything is deleted
        services.GetRequiredService<ServedModel>(); // read now, not at the first patient
        await services.GetRequiredService<DemoAccounts>().EnsureAsync();
        if (!app.Environment.IsDevelopment()) await services.GetRequiredService<FirstAdministrator>().OfferAsync(stopping);
    }
}
