using System.Data.Common;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>Writes an account together with its pending changes and audit entries.</summary>
internal sealed partial class AccountStore
{
    /// <summary>
    /// Runs the statements, the pending changes and the audit entries in one transaction. Rolls back and returns false
    /// if the last statement matches no row.
    /// </summary>
    private Task<bool> WriteAsync(Account user, string[] statements, object parameters, CancellationToken cancellationToken) =>
        database.CommitIfAsync(
            async transaction =>
            {
                var rows = 0;
                foreach (var sql in statements) rows = await ExecuteAsync(transaction, sql, parameters, cancellationToken);
                if (rows != 1) return false;
                foreach (var change in user.PendingChanges) await ApplyAsync(transaction, user, change, cancellationToken);
                user.PendingChanges.Clear();
                foreach (var entry in user.PendingAuditEntries) await trail.AppendAsync(transaction, entry, cancellationToken);
                user.PendingAuditEntries.Clear();
                return true;
            },
            cancellationToken);

    private static Task ApplyAsync(DbTransaction transaction, Account user, AccountChange change, CancellationToken cancellationToken) =>
        change switch
        {
            AccountChange.ReplaceRecoveryCodes { CodeHashes: var hashes } =>
                ReplaceCodesAsync(transaction, user, hashes, cancellationToken),
            AccountChange.UseAuthenticatorStep { Step: var step } =>
                ExecuteAsync(transaction, SetStep, new { user.Id, Step = step }, cancellationToken),
            AccountChange.SavePasskey { Passkey: var passkey } =>
                ExecuteAsync(transaction, UpsertPasskey, PasskeyRow.FromPasskey(user.Id, passkey), cancellationToken),
            AccountChange.RemovePasskey { CredentialId: var id } =>
                ExecuteAsync(transaction, DeletePasskey, new { CredentialId = PasskeyRow.Key(id), user.Id }, cancellationToken),
            _ => throw new InvalidOperationException($"The account store has no SQL for the change {change.GetType().Name}."),
        };

    private static Task<int> ExecuteAsync(
        DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));
}
