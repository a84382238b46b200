using System.Collections.Concurrent;
using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>
/// How many inputs were refused, by the clinic's day, the account and the way they came; nothing of the inputs. They are written together
/// each second, so that a flood of bad inputs takes no turn of the writers from patients; a crash loses that second's.
/// </summary>
internal sealed partial class RejectedInputCounter(DbDataSource database, ClinicClock clock, TimeProvider time, ILogger<RejectedInputCounter> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(DateOnly Day, Guid AccountId, AssessmentSource Source), int> _refused = [];

    private const string Write =
        """
        insert into refused_input (day, account_id, source, refused) values (@Day, @AccountId, @Source, @Refused)
        on conflict (day, account_id, source) do update set refused = refused_input.refused + excluded.refused
        """;

    /// <summary>Counts one.</summary>
    public void Add(AssessmentSource source, Guid accountId) => Add((clock.Day(time.GetUtcNow()), accountId, source), 1);

    /// <summary>Counts those of a file, in the transaction of the work on it.</summary>
    public Task AddAsync(DbTransaction transaction, Guid accountId, int refused, CancellationToken cancellationToken) => refused == 0
        ? Task.CompletedTask
        : transaction.Connection!.ExecuteAsync(new(
            Write, Row((clock.Day(time.GetUtcNow()), accountId, AssessmentSource.Batch), refused), transaction, cancellationToken: cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync();
        }
    }

    /// <summary>Writes what was counted; where the database does not serve, it is kept for the next time.</summary>
    private async Task WriteAsync()
    {
        foreach (var key in _refused.Keys)
        {
            if (!_refused.TryRemove(key, out var refused)) continue;
            try
            {
                await database.ExecuteAsync(Write, Row(key, refused), CancellationToken.None);
            }
            catch (DbException failure)
            {
                Add(key, refused);
                LogNotWritten(failure);
            }
        }
    }

    private void Add((DateOnly, Guid, AssessmentSource) key, int refused) => _refused.AddOrUpdate(key, refused, (_, sum) => sum + refused);

    private static object Row((DateOnly Day, Guid AccountId, AssessmentSource Source) key, int refused) =>
        new { key.Day, key.AccountId, Source = EnumText.Format(key.Source), Refused = refused };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused inputs were not counted yet, since the database does not serve")]
    private partial void LogNotWritten(Exception failure);
}
