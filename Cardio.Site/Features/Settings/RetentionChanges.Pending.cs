using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Settings;

/// <summary>Handles the pending change, and a change of the configured retention.</summary>
internal sealed partial class RetentionChanges
{
    private const string SelectAny = $"select count(*) from (select 1 from {TableNames.Assessment} limit 1) stored";

    /// <summary>
    /// Compares the configured retention with the one in force, before anything is deleted. If it is shorter, it becomes pending; until it
    /// is due, the stored current retention overrides it. With no assessments stored, it takes effect at once.
    /// </summary>
    /// <param name="isStart">
    /// Whether the site is starting. A console command may lack the site's variables, so it only detects a shorter retention.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task CheckConfiguredAsync(bool isStart, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            async (transaction, state) =>
            {
                var stored = (await SettingStore.CurrentAsync(transaction, Setting, cancellationToken))?.Value;
                if (stored is null) await CompareAsync(transaction, state, isStart, cancellationToken);
                else if (isStart) await FollowAsync(transaction, state, Days(stored), cancellationToken);
                return RetentionOutcome.Stored;
            },
            cancellationToken);
        await ApplyDueAsync(cancellationToken);
    }

    /// <summary>Without a stored value, puts the configured value in force unless it is shorter than the previous one.</summary>
    private async Task CompareAsync(DbTransaction transaction, RetentionState? state, bool isStart, CancellationToken cancellationToken)
    {
        var configured = Days(current.FindConfigured(Setting).Text);
        var known = state is null && !await HasAssessmentsAsync(transaction, cancellationToken) ? configured : state?.Days;
        if (!IsShorter(configured, known))
        {
            if (isStart && (state is null || state.Days != configured)) await SaveAsync(transaction, configured, cancellationToken);
            return;
        }
        await settings.WriteAsync(transaction, Setting, Text(known), null, AuditAction.SettingChanged, Actors.System, cancellationToken);
        await SuspendAsync(transaction, new(known, configured!.Value, null, null), cancellationToken);
    }

    /// <summary>
    /// If a value is stored, updates the pending change when the configured value changed again or was restored. The stored value
    /// stays, because another process may still be configured with the shorter one.
    /// </summary>
    private async Task FollowAsync(DbTransaction transaction, RetentionState? state, int? stored, CancellationToken cancellationToken)
    {
        var configured = Days(current.FindConfigured(Setting).Text);
        if (state is not { PendingId: not null, PendingAccountId: null })
        {
            if (state is null) await SaveAsync(transaction, stored, cancellationToken);
        }
        else if (!IsShorter(configured, stored))
        {
            await EndAsync(transaction, state, stored, Actors.System, cancellationToken);
        }
        else if (configured != state.PendingDays)
        {
            await SuspendAsync(transaction, new(stored, configured!.Value, null, null), cancellationToken);
        }
    }

    private static async Task<bool> HasAssessmentsAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<int>(
            new(SelectAny, transaction: transaction, cancellationToken: cancellationToken)) > 0;

    private const string Upsert =
        """
        insert into retention (id, days, pending_id, pending_days, pending_account_id, pending_reason, pending_old, pending_all,
                               pending_since, pending_until)
        values (1, @InForce, @Id, @Days, @AccountId, @Reason, @Old, @All, @Since, @Until)
        on conflict (id) do update set days = excluded.days, pending_id = excluded.pending_id, pending_days = excluded.pending_days,
            pending_account_id = excluded.pending_account_id, pending_reason = excluded.pending_reason, pending_old = excluded.pending_old,
            pending_all = excluded.pending_all, pending_since = excluded.pending_since, pending_until = excluded.pending_until
        """;

    /// <summary>Stores a change as pending.</summary>
    private async Task SuspendAsync(DbTransaction transaction, RequestedRetention requested, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Delay;
        var aged = await AgedAssessments.CountAsync(transaction.Connection!, now.AddDays(-requested.Days), transaction, cancellationToken);
        var row = new
        {
            requested.InForce,
            Id = Guid.CreateVersion7(now),
            requested.Days,
            requested.AccountId,
            requested.Reason,
            aged.Old,
            aged.All,
            Since = now,
            Until = until,
        };
        await transaction.Connection!.ExecuteAsync(new(Upsert, row, transaction, cancellationToken: cancellationToken));
        var actor = requested.AccountId is { } account ? Actors.Account(account) : Actors.System;
        var reason = requested.Reason ?? "configuration";
        var detail = $"{Word(requested.InForce)} → {requested.Days} from {until:u}; {aged.Old} of {aged.All} assessments; {reason}";
        await trail.AppendAsync(transaction, new(actor, AuditAction.RetentionAsked, Setting.Name, detail), cancellationToken);
        if (requested.AccountId is null) LogPending(requested.Days, aged.Old, aged.All, until, Word(requested.InForce));
    }

    /// <summary>Sets the retention in force and discards a pending change, if there is one.</summary>
    private async Task EndAsync(
        DbTransaction transaction, RetentionState? state, int? days, string actor, CancellationToken cancellationToken)
    {
        await SaveAsync(transaction, days, cancellationToken);
        if (state?.PendingId is null) return;
        var detail = $"{state.PendingDays}; {Word(days)} in force";
        await trail.AppendAsync(transaction, new(actor, AuditAction.RetentionUndone, Setting.Name, detail), cancellationToken);
    }

    private const string Save =
        """
        insert into retention (id, days) values (1, @Days)
        on conflict (id) do update set days = excluded.days, pending_id = null, pending_days = null, pending_account_id = null,
            pending_reason = null, pending_old = null, pending_all = null, pending_since = null, pending_until = null
        """;

    private static Task<int> SaveAsync(DbTransaction transaction, int? days, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new(Save, new { Days = days }, transaction, cancellationToken: cancellationToken));

    private static string Word(int? days) => days is null ? "–" : Text(days);

    private const string PendingText =
        "Privacy__RetentionDays is {Days}: {Old} of {All} assessments would be deleted. It takes effect at {Until:u}; "
        + "Until then, assessments are kept for {InForce} days (– means no limit). To undo it, restore the variable and restart, "
        + "or use /administration/settings/retention";

    [LoggerMessage(Level = LogLevel.Warning, Message = PendingText)]
    private partial void LogPending(int days, int old, int all, DateTimeOffset until, string inForce);

    /// <summary>A shorter retention to make pending; without an account, the configuration requests it.</summary>
    private sealed record RequestedRetention(int? InForce, int Days, Guid? AccountId, string? Reason);
}
