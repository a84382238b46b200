using System.Data.Common;
using Cardio.Site.Data.Background;
using Dapper;

namespace Cardio.Site.Clinic.Audit;

/// <summary>Tells the log now and then where the trail ends: whoever cuts the trail and its seal together cannot cut the log.</summary>
internal sealed partial class AuditHeadLog(DbDataSource database, TimeProvider time, ILogger<AuditHeadLog> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                if (await connection.QuerySingleOrDefaultAsync<AuditHead>(new(AuditHead.Select, cancellationToken: stoppingToken)) is { } head)
                    LogHead(head.Sequence, head.Mac);
            }
            catch (DbException failure)
            {
                LogFailure(failure);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit trail ends at {Sequence}:{Mac}")]
    private partial void LogHead(long sequence, string mac);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of the audit trail could not be read")]
    private partial void LogFailure(Exception failure);
}
