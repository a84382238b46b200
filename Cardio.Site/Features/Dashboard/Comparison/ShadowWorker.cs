using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>
/// Lets the challenger score what was assessed since it was chosen, a piece at a time and with pauses, so that no doctor waits for it.
/// What is missing is a query: neither a crash nor a second process leaves a gap or a double.
/// </summary>
internal sealed partial class ShadowWorker(ServedModel served, ShadowStore store, ILogger<ShadowWorker> log) : PollingService
{
    private const int RowsAtOnce = 200;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    /// <summary>How much later than it says an assessment may be stored: a large file, a clock that lags.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    private (long Choice, DateTimeOffset From) _scored;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken) =>
        await ScoreAsync(cancellationToken) ? Breath : Pause;

    /// <summary>Scores a piece; false where nothing is missing, or there is no challenger.</summary>
    internal async Task<bool> ScoreAsync(CancellationToken cancellationToken)
    {
        if (served.Challenger is not var (model, choice)) return false;
        if (_scored.Choice != choice.Sequence) _scored = (choice.Sequence, choice.CreatedAt);
        var (scored, last) = await store.ScoreAsync(model, _scored.From, RowsAtOnce, cancellationToken);
        // What lies well behind the last one is looked at no more, else every look would read all there is.
        if (last - Delay is { } behind && behind > _scored.From) _scored.From = behind;
        return scored == RowsAtOnce;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The challenger's scoring pauses, since the database does not serve")]
    protected override partial void LogPaused(Exception failure);
}
