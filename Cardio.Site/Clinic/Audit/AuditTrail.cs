using System.Data.Common;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Audit;

/// <summary>Adds to the trail, in the transaction of what it records.</summary>
internal sealed partial class AuditTrail(
    DbDataSource database, DatabaseOptions options, SiteSecret secret, TimeProvider time, ILogger<AuditTrail> log)
{
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(1);

    private readonly byte[] _key = Key(secret);

    /// <summary>The key of the chain and of the head's seal.</summary>
    public static byte[] Key(SiteSecret secret) => secret.Derive("audit trail");

    // The row is also the queue: on PostgreSQL each writer waits here for the one before. SQLite has one writer anyway.
    private const string SelectHeadPostgres = $"{AuditHead.Select} for update";
    // A lock of the table would not do: two that looked for the row hold it in a way that shuts both out.
    private const string LockPostgres = "select pg_advisory_xact_lock(7210473612)";

    private static readonly BulkInsert Events = new("audit_event", "sequence, at, actor, action, subject, detail, result, mac");

    private const string SetHead =
        """
        insert into audit_head (id, sequence, mac, seal) values (1, @Sequence, @Mac, @Seal)
        on conflict (id) do update set sequence = excluded.sequence, mac = excluded.mac, seal = excluded.seal
        """;

    /// <summary>Adds an entry. Call it last before the commit: from here on other writers wait.</summary>
    public Task AppendAsync(DbTransaction transaction, AuditEntry entry, CancellationToken cancellationToken) =>
        AppendAllAsync(transaction, [entry], cancellationToken);

    /// <summary>The same for entries that belong to one transaction.</summary>
    public async Task AppendAllAsync(DbTransaction transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        var head = await HeadAsync(transaction, cancellationToken);
        var now = time.GetUtcNow();
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero); // what both databases keep
        var rows = new List<object?[]>(entries.Count);
        foreach (var entry in entries)
        {
            var added = new AuditEvent
            {
                Sequence = head.Sequence + 1,
                At = at,
                Actor = entry.Actor,
                Action = EnumText.Format(entry.Action),
                Subject = entry.Subject,
                Detail = entry.Detail,
                Result = entry.Result,
            };
            head = new() { Sequence = added.Sequence, Mac = added.MacBehind(head.Mac, _key) };
            rows.Add([added.Sequence, added.At, added.Actor, added.Action, added.Subject, added.Detail, added.Result, head.Mac]);
        }
        await Events.WriteWithAsync(transaction, rows, SetHead, head with { Seal = head.SealWith(_key) }, cancellationToken);
    }

    /// <summary>Adds an entry about something that changes nothing, such as a look at an assessment.</summary>
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync(transaction => AddAsync(transaction, entry, cancellationToken), cancellationToken);

    /// <summary>The same for what is only read: while the database takes no writes for a time, doctors still see their patients, and the log says what is missing here.</summary>
    public async Task RecordReadingAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await database.ChangeWithinAsync(ReadingPatience, transaction => AddAsync(transaction, entry, cancellationToken), cancellationToken);
        }
        catch (DbException failure)
        {
            LogMissing(entry.Actor, entry.Action, entry.Subject, failure);
        }
    }

    private async Task<bool> AddAsync(DbTransaction transaction, AuditEntry entry, CancellationToken cancellationToken)
    {
        await AppendAsync(transaction, entry, cancellationToken);
        return true;
    }

    private async Task<AuditHead> HeadAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var isPostgres = options.Engine == DatabaseEngine.Postgres;
        var select = new CommandDefinition(isPostgres ? SelectHeadPostgres : AuditHead.Select, transaction: transaction, cancellationToken: cancellationToken);
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<AuditHead>(select) is { } head) return Sealed(head);

        // The very first entry has no row to wait at.
        if (isPostgres) await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
        if (await connection.QuerySingleOrDefaultAsync<AuditHead>(select) is { } first) return Sealed(first);
        return await connection.ExecuteScalarAsync<bool>(AuditHead.HasEvents, transaction: transaction) ? throw Broken() : AuditHead.Empty;
    }

    /// <summary>A row behind a head that another secret sealed, or somebody changed, would break the chain for good.</summary>
    private AuditHead Sealed(AuditHead head) => head.IsSealedBy(_key) ? head : throw Broken();

    private static BusyException Broken() => new(AuditHead.BrokenMessage);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not in the audit trail: {Actor} {Action} {Subject}")]
    private partial void LogMissing(string actor, AuditAction action, string subject, Exception failure);
}
