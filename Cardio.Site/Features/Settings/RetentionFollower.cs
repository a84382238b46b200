using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Features.Settings;

/// <summary>Puts a pending retention in force once it is due; the first of several processes does it.</summary>
internal sealed partial class RetentionFollower(
    RetentionChanges changes, SettingsReader reader, ILogger<RetentionFollower> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(5);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (await changes.ApplyDueAsync(cancellationToken)) await reader.RefreshAsync(cancellationToken);
        return Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not check for a due retention change; retrying")]
    protected override partial void LogPaused(Exception failure);
}
