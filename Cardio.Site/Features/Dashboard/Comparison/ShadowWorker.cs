using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>
/// Scores new assessments with the challenger in small batches with pauses, so that no doctor waits. A query finds missing scores, so a
/// crash or a second process leaves neither gaps nor duplicates.
/// </summary>
internal sealed partial class ShadowWorker(ServedModel served, ShadowStore store, ILogger<ShadowWorker> log) : PollingService
{
    private const int RowsAtOnce = 200;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    /// <summary>Maximum delay between the time of an assessment and its storage, such as in a large file or with a slow clock.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    private (long Choice, DateTimeOffset From) _scored;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken) =>
        await ScoreAsync(cancellationToken) ? Breath : Pause;

    /// <summary>Scores one batch; returns false if nothing is missing or there is no challenger.</summary>
    internal async Task<bool> ScoreAsync(CancellationToken cancellationToken)
    {
        if (served.Challenger is not var (model, choice)) return false;
        if (_scored.Choice != choice.Sequence) _scored = (choice.Sequence, choice.CreatedAt);
        var (scored, last) = await store.ScoreAsync(model, _scored.From, RowsAtOnce, cancellationToken);
        // Skips assessments well before the last scored one; otherwise each run would read the whole table.
        if (last - Delay is { } behind && behind > _scored.From) _scored.From = behind;
        return scored == RowsAtOnce;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The challenger's scoring pauses, since the database does not serve")]
    protected override partial void LogPaused(Exception failure);
}
