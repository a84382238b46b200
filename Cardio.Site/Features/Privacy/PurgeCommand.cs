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
    /// <summary>Name of the command.</summary>
    public const string Name = "purge";

    private const int Refused = 2;

    /// <summary>
    /// Creates <c>purge [--days N --confirm COUNT]</c>: deletes assessments older than the retention in force or the given days. If the
    /// days are fewer than the retention in force, the number of assessments must be confirmed.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var days = new Option<int?>("--days")
        {
            Description = $"Days to use instead of the retention in force; at least {PrivacyOptions.FewestDays}",
        };
        var confirm = new Option<int?>("--confirm")
        {
            Description = "Number of assessments that --days deletes; omit it to see the number",
        };
        var purge = new Command(Name, "Deletes assessments older than the retention, also from the files of the database")
        {
            days, confirm,
        };
        purge.SetAction(async (call, cancellationToken) =>
        {
            var (output, error) = (call.InvocationConfiguration.Output, call.InvocationConfiguration.Error);
            var inForce = services.GetRequiredService<IOptionsMonitor<PrivacyOptions>>().CurrentValue.RetentionDays;
            if ((call.GetValue(days) ?? inForce) is not { } retention
                || retention is < PrivacyOptions.FewestDays or > PrivacyOptions.MostDays)
            {
                await error.WriteLineAsync(
                    $"There is no retention between {PrivacyOptions.FewestDays} and {PrivacyOptions.MostDays} days in force. Use --days. "
                    + "A shorter retention takes effect 72 hours after it was set.");
                return Refused;
            }
            var deletesMore = inForce is null || retention < inForce;
            if (deletesMore && await AskAsync(services, retention, call.GetValue(confirm), cancellationToken) is { } question)
            {
                await error.WriteLineAsync(question);
                return Refused;
            }
            var purged = await services.GetRequiredService<Retention>()
                .PurgeAsync(retention, Actors.Console, isThorough: true, cancellationToken);
            await output.WriteLineAsync($"{purged.Assessments} assessments older than {retention} days were purged.");
            if (purged.IsGone) return 0;
            await error.WriteLineAsync("The database files may still contain deleted data. Run purge again when the site is idle.");
            return 1;
        });
        return purge;
    }

    /// <summary>Returns what would be deleted and how to confirm it; null if it is confirmed, or if nothing would be deleted.</summary>
    private static async Task<string?> AskAsync(
        IServiceProvider services, int days, int? confirmed, CancellationToken cancellationToken)
    {
        await using var connection = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(cancellationToken);
        var before = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days);
        var aged = await AgedAssessments.CountAsync(connection, before, null, cancellationToken);
        return aged.Old == 0 || aged.Old == confirmed ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{aged.Old} of {aged.All} assessments would be deleted permanently; the oldest is from {aged.Oldest:yyyy-MM-dd}. "
            + $"Nothing was deleted. To delete them: purge --days {days} --confirm {aged.Old}");
    }
}
