using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Settings;

/// <summary>
/// Changes of the retention. What deletes more than before takes effect 72 hours after it was asked for, and can be undone until then. What
/// is in force is the stored setting or, without one, the configured value: a process of an earlier version reads the same.
/// </summary>
internal sealed partial class RetentionChanges(
    DbDataSource database, SettingStore settings, PresentValues present, AuditTrail trail, TimeProvider time, ILogger<RetentionChanges> log)
{
    /// <summary>Its name in addresses.</summary>
    public const string Slug = "retention";

    /// <summary>Most characters of a reason; the table has the same limit.</summary>
    public const int ReasonLength = 500;

    private static readonly TimeSpan Delay = TimeSpan.FromHours(72);
    private static readonly Setting Setting = AllSettings.Find(Slug)!;

    private const string Select =
        """
        select days, pending_id, pending_days, pending_account_id, account.display_name as pending_name, pending_reason, pending_old,
               pending_all, pending_since, pending_until
        from retention
        left join account on account.id = pending_account_id
        """;

    /// <summary>What is in force and what is pending; null before the first start.</summary>
    public async Task<RetentionState?> StateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RetentionState>(new(Select, cancellationToken: cancellationToken));
    }

    /// <summary>How many assessments a retention would delete now.</summary>
    public async Task<AgedAssessments> CountAsync(int days, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AgedAssessments.CountAsync(connection, time.GetUtcNow().AddDays(-days), null, cancellationToken);
    }

    /// <summary>Stores a value, or null for the configured one, where it deletes no more than before; a pending change ends.</summary>
    public Task<RetentionAnswer> SetAsync(string? value, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, state) =>
        {
            var days = Days(value ?? present.Configured(Setting).Text);
            if (IsShorter(days, await InForceAsync(transaction, cancellationToken))) return RetentionAnswer.MustBeAsked;
            await settings.WriteAsync(
                transaction, Setting, value, accountId, AuditAction.SettingChanged, Actors.Account(accountId), cancellationToken);
            await EndAsync(transaction, state, days, Actors.Account(accountId), cancellationToken);
            return RetentionAnswer.Stored;
        },
        cancellationToken);

    /// <summary>Asks for a shorter retention. It replaces one that is pending.</summary>
    public Task<RetentionAnswer> AskAsync(int days, string reason, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, _) =>
        {
            var inForce = await InForceAsync(transaction, cancellationToken);
            if (!IsShorter(days, inForce)) return RetentionAnswer.ChangedMeanwhile;
            await SuspendAsync(transaction, new(inForce, days, accountId, reason), cancellationToken);
            return RetentionAnswer.Pending;
        },
        cancellationToken);

    /// <summary>Takes a pending change back; what is in force stays, also in front of the configured value.</summary>
    public Task<RetentionAnswer> UndoAsync(Guid pendingId, Guid accountId, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, state) =>
        {
            if (state?.PendingId != pendingId) return RetentionAnswer.ChangedMeanwhile;
            var inForce = await InForceAsync(transaction, cancellationToken);
            await EndAsync(transaction, state, inForce, Actors.Account(accountId), cancellationToken);
            return RetentionAnswer.Stored;
        },
        cancellationToken);

    /// <summary>Puts a pending change into force when its time has come; false where nothing is due.</summary>
    public async Task<bool> ApplyDueAsync(CancellationToken cancellationToken)
    {
        if (!IsDue(await StateAsync(cancellationToken))) return false;
        return await ChangeAsync(
            async (transaction, state) =>
            {
                if (!IsDue(state)) return RetentionAnswer.ChangedMeanwhile; // another process was first
                var value = state!.PendingAccountId is null ? null : Text(state.PendingDays);
                await SaveAsync(transaction, state.PendingDays, cancellationToken);
                await settings.WriteAsync(
                    transaction, Setting, value, state.PendingAccountId, AuditAction.RetentionApplied, Actors.System, cancellationToken);
                return RetentionAnswer.Stored;
            },
            cancellationToken) == RetentionAnswer.Stored;
    }

    private bool IsDue(RetentionState? state) => state?.PendingId is not null && state.PendingUntil <= time.GetUtcNow();

    /// <summary>Whether a retention deletes what another one keeps.</summary>
    private static bool IsShorter(int? days, int? inForce) => days is not null && (inForce is null || days < inForce);

    private static int? Days(string stored) =>
        int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    private static string Text(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "";

    private async Task<int?> InForceAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        Days((await SettingStore.CurrentAsync(transaction, Setting, cancellationToken))?.Value ?? present.Configured(Setting).Text);

    private Task<RetentionAnswer> ChangeAsync(
        Func<DbTransaction, RetentionState?, Task<RetentionAnswer>> change, CancellationToken cancellationToken) => database.CommitAsync(
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
