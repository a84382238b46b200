using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Background;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Privacy;

/// <summary>Purges once a day if a retention is in force. Several processes may run it: only the first finds rows.</summary>
internal sealed partial class RetentionJob(
    Retention retention, IOptionsMonitor<PrivacyOptions> options, TimeProvider time, ILogger<RetentionJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is DbException or OptionsValidationException)
            {
                LogFailure(failure);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        if (options.CurrentValue.RetentionDays is not { } days) return;
        var purged = await retention.PurgeAsync(days, Actors.System, isThorough: false, cancellationToken);
        if (purged.Assessments > 0) LogPurged(purged.Assessments, days);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} assessments older than {Days} days")]
    private partial void LogPurged(int count, int days);

    [LoggerMessage(Level = LogLevel.Error, Message = "Purge failed; retrying in a day")]
    private partial void LogFailure(Exception failure);
}
