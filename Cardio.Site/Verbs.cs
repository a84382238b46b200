using System.CommandLine;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Cardio.Site.Data.Models;
using Cardio.Site.Data.Settings;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments.Demo;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Report;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;

namespace Cardio.Site;

/// <summary>What can be done from the command line besides serving: <c>dotnet run --project Cardio.Site -- VERB</c>.</summary>
internal static class Verbs
{
    /// <summary>Whether the arguments start with a verb; the web host's own all start with a dash.</summary>
    public static bool AreIn(string[] args) => args is [[not '-', ..], ..];

    /// <summary>Brings the schema up to date and runs the verb; a backup leaves everything as it is.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        await using (app)
        {
            if (args[0] != BackupVerb.Name) await PrepareAsync(app.Services, purges: args[0] == PurgeVerb.Name);
            return await Of(app.Services).Parse(args).InvokeAsync();
        }
    }

    private static async Task PrepareAsync(IServiceProvider services, bool purges)
    {
        await services.GetRequiredService<DatabasePreparation>().RunAsync(CancellationToken.None);
        if (purges) await services.GetRequiredService<RetentionChanges>().CheckConfiguredAsync(isStart: false, CancellationToken.None);
        await services.GetRequiredService<SettingsReader>().RefreshAsync(CancellationToken.None);
        await services.GetRequiredService<ModelReader>().RefreshAsync(CancellationToken.None);
    }

    private static RootCommand Of(IServiceProvider services) => new("Cardio")
    {
        Migrate(),
        AuditVerb.Of(services),
        AdminVerb.Of(services),
        KeyVerb.Of(services),
        BackupVerb.Of(services),
        PurgeVerb.Of(services),
        RebuildVerb.Of(services),
        ReportVerb.Of(services),
        DemoVerb.Of(services, services.GetRequiredService<CountCheck>().CatchUpAsync),
    };

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Brings the database's schema up to date, as every start does");
        migrate.SetAction(_ => 0); // it was done on the way here
        return migrate;
    }
}
