using System.Data.Common;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Audit;

/// <summary>Appends entries to the audit trail, in the transaction of the action that they record.</summary>
internal sealed partial class AuditTrail(
    DbDataSource database, DatabaseOptions options, SiteSecret secret, TimeProvider time, ILogger<AuditTrail> log)
{
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(1);

    private readonly byte[] _key = DeriveKey(secret);

    /// <summary>Derives the key for the codes of the rows and the seal of the head.</summary>
    public static byte[] DeriveKey(SiteSecret secret) => secret.Derive("audit trail");

    // The head's row is also the queue of the writers on PostgreSQL. SQLite has one writer anyway.
    private const string SelectHeadPostgres = $"{AuditHead.Select} for update";
    // A table lock would deadlock: both transactions already hold a lock that blocks the other.
    private const string LockPostgres = "select pg_advisory_xact_lock(7210473612)";

    private static readonly BulkInsert Events = new("audit_event", "sequence, at, actor, action, subject, detail, result, mac");

    private const string SetHead =
        """
        insert into audit_head (id, sequence, mac, seal) values (1, @Sequence, @Mac, @Seal)
        on conflict (id) do update set sequence = excluded.sequence, mac = excluded.mac, seal = excluded.seal
        """;

    /// <summary>Appends an entry. Call it last before the commit, because from here on other writers wait.</summary>
    public Task AppendAsync(DbTransaction transaction, AuditEntry entry, CancellationToken cancellationToken) =>
        AppendAllAsync(transaction, [entry], cancellationToken);

    /// <summary>Appends entries like <see cref="AppendAsync"/>.</summary>
    public async Task AppendAllAsync(DbTransaction transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        var head = await HeadAsync(transaction, cancellationToken);
        var at = time.GetUtcNow().ToStoredPrecision();
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
            head = new() { Sequence = added.Sequence, Mac = added.ComputeMac(head.Mac, _key) };
            rows.Add([added.Sequence, added.At, added.Actor, added.Action, added.Subject, added.Detail, added.Result, head.Mac]);
        }
        await Events.WriteWithAsync(transaction, rows, SetHead, head with { Seal = head.ComputeSeal(_key) }, cancellationToken);
    }

    /// <summary>Records an action that changes nothing else, in its own transaction.</summary>
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.CommitAsync(transaction => AppendAsync(transaction, entry, cancellationToken), cancellationToken);

    /// <summary>
    /// Records that data was read. If the database accepts no writes, the doctor still sees the patient:
    /// the missing entry goes to the log instead.
    /// </summary>
    public async Task RecordReadingAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await database.CommitWithinAsync(
                ReadingPatience, transaction => AppendAsync(transaction, entry, cancellationToken), cancellationToken);
        }
        catch (DbException failure)
        {
            LogMissing(entry.Actor, entry.Action, entry.Subject, failure);
        }
    }

    private async Task<AuditHead> HeadAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var isPostgres = options.Engine == DatabaseEngine.Postgres;
        var select = new CommandDefinition(
            isPostgres ? SelectHeadPostgres : AuditHead.Select, transaction: transaction, cancellationToken: cancellationToken);
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<AuditHead>(select) is { } head) return Verified(head);

        // The first entry has no row to lock yet.
        if (isPostgres) await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
        if (await connection.QuerySingleOrDefaultAsync<AuditHead>(select) is { } first) return Verified(first);
        return await connection.ExecuteScalarAsync<bool>(AuditHead.HasEvents, transaction: transaction) ? throw Broken() : AuditHead.Empty;
    }

    /// <summary>Returns a head with a valid seal. A row after any other head would break the chain for good.</summary>
    private AuditHead Verified(AuditHead head) => head.IsSealedBy(_key) ? head : throw Broken();

    private static BusyException Broken() => new(AuditHead.BrokenMessage);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not in the audit trail: {Actor} {Action} {Subject}")]
    private partial void LogMissing(string actor, AuditAction action, string subject, Exception failure);
}
