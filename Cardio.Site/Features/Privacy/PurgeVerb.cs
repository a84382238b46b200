using System.CommandLine;
using Cardio.Site.Data.Audit;
using Cardio.Site.Web;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Privacy;

internal static class PurgeVerb
{
    /// <summary><c>purge [--days N]</c>: deletes assessments older than the retention that is set, or than the days given.</summary>
    public static Command Of(IServiceProvider services)
    {
        var days = new Option<int?>("--days") { Description = $"Instead of the retention that is set; at least {PrivacyOptions.FewestDays}" };
        var purge = new Command("purge", "Deletes assessments whose retention is over, and what the database's files hold of them") { days };
        purge.SetAction(async (call, cancellationToken) =>
        {
            if ((call.GetValue(days) ?? services.GetRequiredService<IOptionsMonitor<PrivacyOptions>>().CurrentValue.RetentionDays) is not { } kept
                || kept is < PrivacyOptions.FewestDays or > PrivacyOptions.MostDays)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync(
                    $"No retention of {PrivacyOptions.FewestDays} to {PrivacyOptions.MostDays} days is set: give --days, or set Privacy__RetentionDays.");
                return 2;
            }
            var purged = await services.GetRequiredService<Retention>().PurgeAsync(kept, Actors.Console, isThorough: true, cancellationToken);
            await call.InvocationConfiguration.Output.WriteLineAsync($"{purged.Assessments} assessments older than {kept} days were purged.");
            if (purged.IsGone) return 0;
            await call.InvocationConfiguration.Error.WriteLineAsync("The database's files may still hold what was deleted: purge again in a quiet hour.");
            return 1;
        });
        return purge;
    }
}
