using System.Collections.Concurrent;
using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Background;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>
/// Counts rejected inputs by the clinic's day, the account and the source; the inputs themselves are not stored.
/// The counts are written once a second, so that a flood of invalid inputs does not delay assessments. A crash loses the last second.
/// </summary>
internal sealed partial class RejectedInputCounter(
    DbDataSource database, ClinicClock clock, ILogger<RejectedInputCounter> log) : PollingService
{
    private readonly ConcurrentDictionary<(DateOnly Day, Guid AccountId, AssessmentSource Source), int> _pending = [];

    private const string Write =
        """
        insert into refused_input (day, account_id, source, refused) values (@Day, @AccountId, @Source, @Refused)
        on conflict (day, account_id, source) do update set refused = refused_input.refused + excluded.refused
        """;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    /// <summary>Counts one rejected input.</summary>
    public void Add(AssessmentSource source, Guid accountId) => Add((clock.Today(), accountId, source), 1);

    /// <summary>Counts the rejected rows of a file, in the transaction that stores the file.</summary>
    public Task AddAsync(DbTransaction transaction, Guid accountId, int rejected, CancellationToken cancellationToken)
    {
        if (rejected == 0) return Task.CompletedTask;
        var row = Row((clock.Today(), accountId, AssessmentSource.Batch), rejected);
        return transaction.Connection!.ExecuteAsync(new(Write, row, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Stops, and writes the counts of the last second.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync();
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        await WriteAsync();
        return Pause;
    }

    /// <summary>Writes the pending counts; those that fail stay pending.</summary>
    private async Task WriteAsync()
    {
        foreach (var key in _pending.Keys)
        {
            if (!_pending.TryRemove(key, out var rejected)) continue;
            try
            {
                await database.ExecuteAsync(Write, Row(key, rejected), CancellationToken.None);
            }
            catch (DbException failure)
            {
                Add(key, rejected);
                LogPaused(failure);
            }
        }
    }

    private void Add((DateOnly, Guid, AssessmentSource) key, int rejected) =>
        _pending.AddOrUpdate(key, rejected, (_, sum) => sum + rejected);

    private static object Row((DateOnly Day, Guid AccountId, AssessmentSource Source) key, int rejected) =>
        new { key.Day, key.AccountId, Source = EnumText.Format(key.Source), Refused = rejected };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counts of rejected inputs could not be written; retrying in a second")]
    protected override partial void LogPaused(Exception failure);
}
