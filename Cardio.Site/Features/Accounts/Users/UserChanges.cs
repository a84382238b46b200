using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>
/// What administrators change of an account. Each change of roles, state or factors ends the account's sessions and is recorded in its own transaction, which
/// takes itself back where no active administrator would be left.
/// </summary>
internal sealed class UserChanges(DbDataSource database, DatabaseOptions options, AuditTrail trail, TimeProvider time)
{
    private const string DeleteRoles = "delete from account_role where account_id = @Id";
    private const string InsertRole = "insert into account_role (account_id, role) values (@Id, @Role)";

    /// <summary>Puts these roles in place of those before.</summary>
    public Task<UserChange> SetRolesAsync(UserRow user, IReadOnlyList<string> roles, Guid actor, CancellationToken cancellationToken)
    {
        if (user.Roles.Order().SequenceEqual(roles.Order())) return Task.FromResult(UserChange.Unneeded);
        return ChangeAsync(
            user.Id, new(Actors.Account(actor), AuditAction.RolesChanged, user.Id.ToString(), $"{string.Join(' ', user.Roles)} → {string.Join(' ', roles)}"),
            async change =>
            {
                await change(DeleteRoles, new { user.Id });
                foreach (var role in roles) await change(InsertRole, new { user.Id, Role = role });
                return true;
            },
            cancellationToken);
    }

    private const string SetDisabled = "update account set disabled_at = @Now where id = @Id and disabled_at is null";
    private const string DeleteInvitations = "delete from account_invitation where account_id = @Id and used_at is null";

    /// <summary>Shuts the account out; its open invitation ends too.</summary>
    public Task<UserChange> DisableAsync(Guid id, Guid actor, CancellationToken cancellationToken) => id == actor
        ? Task.FromResult(UserChange.Oneself)
        : ChangeAsync(
            id, new(Actors.Account(actor), AuditAction.AccountDisabled, id.ToString()),
            async change =>
            {
                await change(DeleteInvitations, new { Id = id });
                return await change(SetDisabled, new { Id = id, Now = time.GetUtcNow() }) == 1;
            },
            cancellationToken);

    private const string SetEnabled = "update account set disabled_at = null where id = @Id and disabled_at is not null";

    /// <summary>Lets the account in again.</summary>
    public Task<UserChange> EnableAsync(Guid id, Guid actor, CancellationToken cancellationToken) => ChangeAsync(
        id, new(Actors.Account(actor), AuditAction.AccountEnabled, id.ToString()),
        async change => await change(SetEnabled, new { Id = id }) == 1,
        cancellationToken);

    // Beside an authenticator a short password was enough; alone it is not.
    private const string ClearAuthenticator =
        """
        update account set two_factor_enabled = false, authenticator_secret = null, authenticator_step = null, password_hash = null
        where id = @Id and two_factor_enabled = true
        """;

    private const string DeleteRecoveryCodes = "delete from account_recovery_code where account_id = @Id";
    private const string DeletePasskeys = "delete from account_passkey where account_id = @Id";

    /// <summary>Takes every second factor away, and the password that an authenticator went with: a one-time link leads to new ones.</summary>
    public Task<UserChange> ResetSecondFactorAsync(Guid id, Guid actor, CancellationToken cancellationToken) => ChangeAsync(
        id, new(Actors.Account(actor), AuditAction.SecondFactorRemoved, id.ToString(), "reset"),
        async change => await change(ClearAuthenticator, new { Id = id })
            + await change(DeleteRecoveryCodes, new { Id = id })
            + await change(DeletePasskeys, new { Id = id }) > 0,
        cancellationToken);

    /// <summary>Ends every session of the account and leaves the account as it is; whoever knows the password signs in again.</summary>
    public Task<UserChange> EndSessionsAsync(Guid id, Guid actor, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var end = new CommandDefinition(EndSessions, new { Id = id }, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(end) == 0) return UserChange.Unneeded;
            await trail.AppendAsync(transaction, new(Actors.Account(actor), AuditAction.SessionEnded, id.ToString(), "all"), cancellationToken);
            return UserChange.Made;
        },
        cancellationToken);

    // Two changes at once would each count the other's administrator: the second waits here for the first. SQLite has one writer anyway.
    private const string LockPostgres = "lock table account_role in share row exclusive mode";
    private const string EndSessions = "delete from account_session where account_id = @Id";
    private const string SetStamps = "update account set security_stamp = @Stamp, concurrency_stamp = @Stamp where id = @Id";

    private const string CountAdministrators =
        """
        select count(*) from account
        where disabled_at is null and password_hash is not null and id in (select account_id from account_role where role = 'admin')
        """;

    private Task<UserChange> ChangeAsync(
        Guid id, AuditEntry record, Func<Func<string, object, Task<int>>, Task<bool>> change, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            Task<int> ExecuteAsync(string sql, object? parameters) =>
                connection.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));
            if (options.Engine == DatabaseEngine.Postgres) await ExecuteAsync(LockPostgres, null);
            if (!await change(ExecuteAsync)) return UserChange.Unneeded;
            if (await connection.ExecuteScalarAsync<int>(new(CountAdministrators, transaction: transaction, cancellationToken: cancellationToken)) == 0)
                return UserChange.LastAdministrator;
            await ExecuteAsync(EndSessions, new { Id = id });
            await ExecuteAsync(SetStamps, new { Id = id, Stamp = Guid.NewGuid().ToString("N") });
            await trail.AppendAsync(transaction, record, cancellationToken);
            return UserChange.Made;
        },
        result => result == UserChange.Made,
        cancellationToken);
}
