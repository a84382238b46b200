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

/// <summary>The commands of the command line: <c>dotnet run --project Cardio.Site -- COMMAND</c>.</summary>
internal static class SiteCommands
{
    /// <summary>Whether the arguments start with a command; the options of the web host start with a dash.</summary>
    public static bool IsCommand(string[] args) => args is [[not '-', ..], ..];

    /// <summary>Prepares the database and runs the command; only a backup runs without changing the schema.</summary>
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
        var migrate = new Command("migrate", "Brings the database schema up to date, as every start does");
        migrate.SetAction(_ => 0); // every command migrates first
        return migrate;
    }
}
