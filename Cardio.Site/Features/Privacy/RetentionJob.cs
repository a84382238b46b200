using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Background;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Privacy;

/// <summary>Purges once a day where a retention is set. Of several processes the first finds the rows, the others none.</summary>
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
                if (options.CurrentValue.RetentionDays is { } days && await retention.PurgeAsync(days, Actors.System, isThorough: false, stoppingToken) is { Assessments: > 0 and var purged })
                    LogPurged(purged, days);
            }
            catch (Exception failure) when (failure is DbException or OptionsValidationException)
            {
                LogFailure(failure);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} assessments older than {Days} days")]
    private partial void LogPurged(int count, int days);

    [LoggerMessage(Level = LogLevel.Error, Message = "The purge failed and is tried again in a day")]
    private partial void LogFailure(Exception failure);
}
