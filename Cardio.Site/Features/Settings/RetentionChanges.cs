using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Settings;

/// <summary>
/// Changes the retention. A shorter one takes effect 72 hours after the request, and can be undone until then. The stored setting, or else
/// the configured value, is in force; earlier versions use the same rule.
/// </summary>
internal sealed partial class RetentionChanges(
    DbDataSource database, SettingStore settings, CurrentValues current, AuditTrail trail, TimeProvider time, ILogger<RetentionChanges> log)
{
    /// <summary>Slug of the setting in addresses.</summary>
    public const string Slug = "retention";

    /// <summary>Maximum length of a reason, as in the table.</summary>
    public const int ReasonLength = 500;

    private static readonly TimeSpan Delay = TimeSpan.FromHours(72);
    private static readonly Setting Setting = AllSettings.Find(Slug)!;

    private const string Select =
        $"""
        select days, pending_id, pending_days, pending_account_id, account.display_name as pending_name, pending_reason, pending_old,
               pending_all, pending_since, pending_until
        from retention
        left join {TableNames.Account} on account.id = pending_account_id
        """;

    /// <summary>Returns the retention in force and the pending change; null before the first start.</summary>
    public async Task<RetentionState?> StateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RetentionState>(new(Select, cancellationToken: cancellationToken));
    }

    /// <summary>Counts the assessments that a retention would delete now.</summary>
    public async Task<AgedAssessments> CountAsync(int days, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AgedAssessments.CountAsync(connection, time.GetUtcNow().AddDays(-days), null, cancellationToken);
    }

    /// <summary>
    /// Stores a value, or null for the configured one, and discards a pending change. A shorter retention needs confirmation first.
    /// </summary>
    public Task<RetentionOutcome> SetAsync(string? value, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, state) =>
        {
            var days = Days(value ?? current.FindConfigured(Setting).Text);
            if (IsShorter(days, await InForceAsync(transaction, cancellationToken))) return RetentionOutcome.NeedsConfirmation;
            await settings.WriteAsync(
                transaction, Setting, value, accountId, AuditAction.SettingChanged, Actors.Account(accountId), cancellationToken);
            await EndAsync(transaction, state, days, Actors.Account(accountId), cancellationToken);
            return RetentionOutcome.Stored;
        },
        cancellationToken);

    /// <summary>Makes a shorter retention pending, in place of an earlier pending one.</summary>
    public Task<RetentionOutcome> RequestAsync(int days, string reason, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, _) =>
        {
            var inForce = await InForceAsync(transaction, cancellationToken);
            if (!IsShorter(days, inForce)) return RetentionOutcome.ChangedMeanwhile;
            await SuspendAsync(transaction, new(inForce, days, accountId, reason), cancellationToken);
            return RetentionOutcome.Pending;
        },
        cancellationToken);

    /// <summary>Undoes a pending change. The retention in force stays, even if the configured value is shorter.</summary>
    public Task<RetentionOutcome> UndoAsync(Guid pendingId, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, state) =>
        {
            if (state?.PendingId != pendingId) return RetentionOutcome.ChangedMeanwhile;
            var inForce = await InForceAsync(transaction, cancellationToken);
            await EndAsync(transaction, state, inForce, Actors.Account(accountId), cancellationToken);
            return RetentionOutcome.Stored;
        },
        cancellationToken);

    /// <summary>Puts a pending change in force once it is due; returns false if none is due.</summary>
    public async Task<bool> ApplyDueAsync(CancellationToken cancellationToken)
    {
        if (!IsDue(await StateAsync(cancellationToken))) return false;
        return await ChangeAsync(
            async (transaction, state) =>
            {
                if (!IsDue(state)) return RetentionOutcome.ChangedMeanwhile; // another process was first
                var value = state!.PendingAccountId is null ? null : Text(state.PendingDays);
                await SaveAsync(transaction, state.PendingDays, cancellationToken);
                await settings.WriteAsync(
                    transaction, Setting, value, state.PendingAccountId, AuditAction.RetentionApplied, Actors.System, cancellationToken);
                return RetentionOutcome.Stored;
            },
            cancellationToken) == RetentionOutcome.Stored;
    }

    private bool IsDue(RetentionState? state) => state?.PendingId is not null && state.PendingUntil <= time.GetUtcNow();

    /// <summary>Whether a retention deletes assessments that the one in force keeps.</summary>
    private static bool IsShorter(int? days, int? inForce) => days is not null && (inForce is null || days < inForce);

    private static int? Days(string stored) =>
        int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    private static string Text(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "";

    private async Task<int?> InForceAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        Days((await SettingStore.CurrentAsync(transaction, Setting, cancellationToken))?.Value ?? current.FindConfigured(Setting).Text);

    private Task<RetentionOutcome> ChangeAsync(
        Func<DbTransaction, RetentionState?, Task<RetentionOutcome>> change, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            await settings.LockAsync(transaction, cancellationToken);
            await transaction.RemoveTimeoutAsync(cancellationToken);
            var state = await transaction.Connection!.QuerySingleOrDefaultAsync<RetentionState>(
                new(Select, transaction: transaction, cancellationToken: cancellationToken));
            return await change(transaction, state);
        },
        cancellationToken);
}
