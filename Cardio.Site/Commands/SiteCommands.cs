using System.CommandLine;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments.Demo;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Report;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;

namespace Cardio.Site.Commands;

/// <summary>What can be done from the command line besides serving: <c>dotnet run --project Cardio.Site -- VERB</c>.</summary>
internal static class SiteCommands
{
    /// <summary>Whether the arguments start with a verb; the web host's own all start with a dash.</summary>
    public static bool AreIn(string[] args) => args is [[not '-', ..], ..];

    /// <summary>Brings the schema up to date and runs the verb; a backup leaves everything as it is.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        await using (app)
        {
            if (args[0] != BackupCommand.Name) await PrepareAsync(app.Services, purges: args[0] == PurgeCommand.Name);
            return await Create(app.Services).Parse(args).InvokeAsync();
        }
    }

    private static async Task PrepareAsync(IServiceProvider services, bool purges)
    {
        await services.GetRequiredService<DatabasePreparation>().RunAsync(CancellationToken.None);
        if (purges) await services.GetRequiredService<RetentionChanges>().CheckConfiguredAsync(isStart: false, CancellationToken.None);
        await services.GetRequiredService<SettingsReader>().RefreshAsync(CancellationToken.None);
        await services.GetRequiredService<ModelReader>().RefreshAsync(CancellationToken.None);
    }

    private static RootCommand Create(IServiceProvider services) => new("Cardio")
    {
        Migrate(),
        AuditCommand.Create(services),
        AdminCommand.Create(services),
        KeyCommand.Create(services),
        BackupCommand.Create(services),
        PurgeCommand.Create(services),
        RebuildCommand.Create(services),
        ReportCommand.Create(services),
        DemoCommand.Create(services, services.GetRequiredService<CountCheck>().CatchUpAsync),
    };

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Brings the database's schema up to date, as every start does");
        migrate.SetAction(_ => 0); // it was done on the way here
        return migrate;
    }
}
