using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Settings;
using Cardio.Site.Web.Hosting;

namespace Cardio.Site.Commands;

internal static class StartupTasks
{
    /// <summary>Adds the preparation of the database for the site and for commands.</summary>
    public static void AddStartupTasks(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DatabasePreparation>();

    /// <summary>Runs what must be complete before the first request.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var services = app.Services;
        var stopping = app.Lifetime.ApplicationStopping;
        app.WarnIfAnyHostAllowed();
        await services.GetRequiredService<DatabasePreparation>().RunAsync(stopping);
        await services.GetRequiredService<RetentionChanges>().CheckConfiguredAsync(isStart: true, stopping); // before the first purge
        services.GetRequiredService<ServedModel>(); // load the model now, not at the first assessment
        await services.GetRequiredService<DemoAccounts>().EnsureAsync();
        if (!app.Environment.IsDevelopment()) await services.GetRequiredService<FirstAdministrator>().OfferAsync(stopping);
    }
}
