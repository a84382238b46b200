using System.Data.Common;
using Cardio.Site.Data.Background;
using Dapper;

namespace Cardio.Site.Clinic.Audit;

/// <summary>
/// Logs the end of the audit trail every hour. Someone who cuts rows and forges the seal cannot change the log as well.
/// </summary>
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
                await LogAsync(stoppingToken);
            }
            catch (DbException failure)
            {
                LogFailure(failure);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    private async Task LogAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(new(AuditHead.Select, cancellationToken: cancellationToken));
        if (head is not null) LogHead(head.Sequence, head.Mac);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit trail ends at {Sequence}:{Mac}")]
    private partial void LogHead(long sequence, string mac);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of the audit trail could not be read")]
    private partial void LogFailure(Exception failure);
}
