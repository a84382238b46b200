using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Settings;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Privacy;

internal static class PurgeCommand
{
    /// <summary>Name of the verb.</summary>
    public const string Name = "purge";

    private const int Refused = 2;

    /// <summary>
    /// <c>purge [--days N --confirm COUNT]</c>: deletes assessments older than the retention in force, or than the days given. Days that
    /// delete more than the retention in force need the number of assessments that they delete.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var days = new Option<int?>("--days") { Description = $"Instead of the retention in force; at least {PrivacyOptions.FewestDays}" };
        var confirm = new Option<int?>("--confirm") { Description = "How many assessments --days deletes; the command says so without it" };
        var purge = new Command(Name, "Deletes assessments whose retention is over, and what the database's files hold of them")
        {
            days, confirm,
        };
        purge.SetAction(async (call, cancellationToken) =>
        {
            var (output, error) = (call.InvocationConfiguration.Output, call.InvocationConfiguration.Error);
            var inForce = services.GetRequiredService<IOptionsMonitor<PrivacyOptions>>().CurrentValue.RetentionDays;
            if ((call.GetValue(days) ?? inForce) is not { } kept || kept is < PrivacyOptions.FewestDays or > PrivacyOptions.MostDays)
            {
                await error.WriteLineAsync(
                    $"No retention of {PrivacyOptions.FewestDays} to {PrivacyOptions.MostDays} days is in force: give --days. "
                    + "A retention that is set takes effect after 72 hours.");
                return Refused;
            }
            var deletesMore = inForce is null || kept < inForce;
            if (deletesMore && await UnconfirmedAsync(services, kept, call.GetValue(confirm), cancellationToken) is { } why)
            {
                await error.WriteLineAsync(why);
                return Refused;
            }
            var purged = await services.GetRequiredService<Retention>().PurgeAsync(kept, Actors.Console, isThorough: true, cancellationToken);
            await output.WriteLineAsync($"{purged.Assessments} assessments older than {kept} days were purged.");
            if (purged.IsGone) return 0;
            await error.WriteLineAsync("The database's files may still hold what was deleted: purge again in a quiet hour.");
            return 1;
        });
        return purge;
    }

    /// <summary>What would be deleted and how to confirm it; null where it is confirmed, or nothing would be deleted.</summary>
    private static async Task<string?> UnconfirmedAsync(
        IServiceProvider services, int days, int? confirmed, CancellationToken cancellationToken)
    {
        await using var connection = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(cancellationToken);
        var before = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days);
        var aged = await AgedAssessments.CountAsync(connection, before, null, cancellationToken);
        return aged.Old == 0 || aged.Old == confirmed ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{aged.Old} of {aged.All} assessments would be deleted for good; the oldest is of {aged.Oldest:yyyy-MM-dd}. "
            + $"Nothing was deleted. To delete them: purge --days {days} --confirm {aged.Old}");
    }
}
