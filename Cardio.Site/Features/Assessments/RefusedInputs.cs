using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Web;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>How many inputs were refused, by the clinic's day, the account and the way they came; nothing of the inputs.</summary>
internal sealed partial class RefusedInputs(DbDataSource database, Clock clock, TimeProvider time, ILogger<RefusedInputs> log)
{
    private const string Add =
        """
        insert into refused_input (day, account_id, source, refused) values (@Day, @AccountId, @Source, @Refused)
        on conflict (day, account_id, source) do update set refused = refused_input.refused + excluded.refused
        """;

    /// <summary>Counts one. Where the database does not serve, the person is told what is wrong with the input all the same.</summary>
    public async Task AddAsync(AssessmentSource source, Guid accountId, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new(Add, Row(source, accountId, 1), cancellationToken: cancellationToken));
        }
        catch (DbException failure) when (BusyDatabase.Explains(failure))
        {
            LogNotCounted(failure);
        }
    }

    /// <summary>Counts those of a file, in the transaction of the work on it.</summary>
    public Task AddAsync(DbTransaction transaction, Guid accountId, int refused, CancellationToken cancellationToken) => refused == 0
        ? Task.CompletedTask
        : transaction.Connection!.ExecuteAsync(new(Add, Row(AssessmentSource.Batch, accountId, refused), transaction, cancellationToken: cancellationToken));

    private object Row(AssessmentSource source, Guid accountId, int refused) =>
        new { Day = clock.Day(time.GetUtcNow()), AccountId = accountId, Source = StoredName.Of(source), Refused = refused };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused input was not counted, since the database does not serve")]
    private partial void LogNotCounted(Exception failure);
}
