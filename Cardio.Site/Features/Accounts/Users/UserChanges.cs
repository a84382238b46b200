using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>
/// Changes accounts on behalf of administrators. A change of roles, state or factors ends the account's sessions and is
/// recorded in the same transaction. It is rolled back if no active administrator would remain.
/// </summary>
internal sealed class UserChanges(DbDataSource database, DatabaseOptions options, AuditTrail trail, TimeProvider time)
{
    private const string DeleteRoles = "delete from account_role where account_id = @Id";
    private const string InsertRole = "insert into account_role (account_id, role) values (@Id, @Role)";

    /// <summary>Replaces the roles.</summary>
    public Task<UserChangeResult> SetRolesAsync(
        UserRow user, IReadOnlyList<string> roles, Guid actor, CancellationToken cancellationToken)
    {
        if (user.Roles.Order().SequenceEqual(roles.Order())) return Task.FromResult(UserChangeResult.Unchanged);
        var detail = $"{string.Join(' ', user.Roles)} → {string.Join(' ', roles)}";
        return ChangeAsync(
            user.Id,
            new(Actors.Account(actor), AuditAction.RolesChanged, user.Id.ToString(), detail),
            async execute =>
            {
                await execute(DeleteRoles, new { user.Id });
                foreach (var role in roles) await execute(InsertRole, new { user.Id, Role = role });
                return true;
            },
            cancellationToken);
    }

    private const string SetDisabled = "update account set disabled_at = @Now where id = @Id and disabled_at is null";
    private const string DeleteInvitations = "delete from account_invitation where account_id = @Id and used_at is null";

    /// <summary>Disables the account and invalidates its one-time link.</summary>
    public Task<UserChangeResult> DisableAsync(Guid id, Guid actor, CancellationToken cancellationToken) => id == actor
        ? Task.FromResult(UserChangeResult.Oneself)
        : ChangeAsync(
            id,
            new(Actors.Account(actor), AuditAction.AccountDisabled, id.ToString()),
            async execute =>
            {
                await execute(DeleteInvitations, new { Id = id });
                return await execute(SetDisabled, new { Id = id, Now = time.GetUtcNow() }) == 1;
            },
            cancellationToken);

    private const string SetEnabled = "update account set disabled_at = null where id = @Id and disabled_at is not null";

    /// <summary>Enables the account again.</summary>
    public Task<UserChangeResult> EnableAsync(Guid id, Guid actor, CancellationToken cancellationToken) => ChangeAsync(
        id,
        new(Actors.Account(actor), AuditAction.AccountEnabled, id.ToString()),
        async execute => await execute(SetEnabled, new { Id = id }) == 1,
        cancellationToken);

    // Deletes the password too: with an authenticator it could be shorter than a password alone may be.
    private const string ClearAuthenticator =
        """
        update account set two_factor_enabled = false, authenticator_secret = null, authenticator_step = null, password_hash = null
        where id = @Id and two_factor_enabled = true
        """;

    private const string DeleteRecoveryCodes = "delete from account_recovery_code where account_id = @Id";
    private const string DeletePasskeys = "delete from account_passkey where account_id = @Id";

    /// <summary>
    /// Removes all second factors. If there was an authenticator, also deletes the password, which the user replaces through a
    /// one-time link.
    /// </summary>
    public Task<UserChangeResult> ResetSecondFactorAsync(Guid id, Guid actor, CancellationToken cancellationToken) => ChangeAsync(
        id,
        new(Actors.Account(actor), AuditAction.SecondFactorRemoved, id.ToString(), "reset"),
        async execute => await execute(ClearAuthenticator, new { Id = id })
            + await execute(DeleteRecoveryCodes, new { Id = id })
            + await execute(DeletePasskeys, new { Id = id }) > 0,
        cancellationToken);

    /// <summary>Ends all sessions without changing the account; the user can sign in again.</summary>
    public Task<UserChangeResult> EndSessionsAsync(Guid id, Guid actor, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var end = new CommandDefinition(EndSessions, new { Id = id }, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(end) == 0) return UserChangeResult.Unchanged;
            var entry = new AuditEntry(Actors.Account(actor), AuditAction.SessionEnded, id.ToString(), "all");
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return UserChangeResult.Changed;
        },
        cancellationToken);

    // Serializes concurrent changes: otherwise each would count the administrator whom the other removes.
    // SQLite has a single writer anyway.
    private const string LockPostgres = "lock table account_role in share row exclusive mode";
    private const string EndSessions = "delete from account_session where account_id = @Id";
    private const string SetStamps = "update account set security_stamp = @Stamp, concurrency_stamp = @Stamp where id = @Id";

    private const string CountAdministrators =
        """
        select count(*) from account
        where disabled_at is null and password_hash is not null and id in (select account_id from account_role where role = 'admin')
        """;

    /// <summary>Runs the change, checks that an active administrator remains, ends the sessions and records it.</summary>
    /// <param name="id">The account to change.</param>
    /// <param name="entry">Entry for the audit trail.</param>
    /// <param name="change">Executes statements in the transaction; returns false if nothing had to change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    private Task<UserChangeResult> ChangeAsync(
        Guid id,
        AuditEntry entry,
        Func<Func<string, object, Task<int>>, Task<bool>> change,
        CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            Task<int> ExecuteAsync(string sql, object? parameters) =>
                connection.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));
            if (options.Engine == DatabaseEngine.Postgres) await ExecuteAsync(LockPostgres, null);
            if (!await change(ExecuteAsync)) return UserChangeResult.Unchanged;
            var count = new CommandDefinition(CountAdministrators, transaction: transaction, cancellationToken: cancellationToken);
            if (await connection.ExecuteScalarAsync<int>(count) == 0) return UserChangeResult.LastAdministrator;
            await ExecuteAsync(EndSessions, new { Id = id });
            await ExecuteAsync(SetStamps, new { Id = id, Stamp = Guid.NewGuid().ToString("N") });
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return UserChangeResult.Changed;
        },
        result => result == UserChangeResult.Changed,
        cancellationToken);
}
