using System.Data.Common;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Background;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Counting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>
/// Checks the last 30 days at the start and every hour, and logs when an alert starts and ends. Each process checks and logs for itself.
/// </summary>
internal sealed partial class ReliabilityWatch(
    CountStore counts, ServedModel served, IOptionsMonitor<AlertOptions> options, ClinicClock clock, TimeProvider time,
    ILogger<ReliabilityWatch> log) : BackgroundService
{
    /// <summary>Number of days to check, including today.</summary>
    public const int Days = 30;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private HashSet<string> _raised = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // does not delay the start
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (
                failure is DbException or OptionsValidationException || TransientDatabaseErrors.Explains(failure))
            {
                LogFailure(failure);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (served.Current is not { } model) return;
        var today = clock.Today();
        await counts.CatchUpAsync(cancellationToken);
        var counted = await counts.WithInputsAsync(new(today.AddDays(1 - Days), today), doctor: null, cancellationToken);
        var alerts = Alert.FromFigures(ReliabilityFigures.FromTally(counted.Total(), model.Card), options.CurrentValue).ToDictionary(Name);
        foreach (var (key, alert) in alerts)
            if (!_raised.Contains(key)) LogRaised(key, alert.Value, alert.Threshold, alert.Count, Days);
        foreach (var key in _raised.Except(alerts.Keys)) LogOver(key);
        _raised = [.. alerts.Keys];
    }

    private static string Name(Alert alert) => $"{alert.Kind} {alert.Input}".TrimEnd();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Alert {Alert}: {Value:0.000} exceeds {Threshold:0.000} on {Count} assessments of the last {Days} days; "
            + "see /dashboard/reliability")]
    private partial void LogRaised(string alert, double value, double threshold, long count, int days);

    [LoggerMessage(Level = LogLevel.Information, Message = "The alert {Alert} is over")]
    private partial void LogOver(string alert);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether there is an alert could not be found out, and is tried again in an hour")]
    private partial void LogFailure(Exception failure);
}
