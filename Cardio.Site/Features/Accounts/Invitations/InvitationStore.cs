using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>
/// Stores one-time links with which people set their password. Keeps only a hash of each; an account has at most one valid
/// link.
/// </summary>
internal sealed class InvitationStore(DbDataSource database, NewAccounts accounts, AuditTrail trail, TimeProvider time)
{
    /// <summary>Hours that a link is valid.</summary>
    public const int Hours = 72;

    /// <summary>Path of the page that a link opens.</summary>
    public static string Path(string token) => $"/invitation/{token}";

    /// <summary>Creates an account and a link; returns the link's token, or null if the e-mail address is taken.</summary>
    public Task<string?> InviteAsync(NewAccount account, string actor, CancellationToken cancellationToken) =>
        database.CommitAsync<string?>(
            async transaction => await accounts.AddAsync(transaction, account, "", actor, cancellationToken) is { } id
                ? await AddAsync(transaction, id, actor, cancellationToken)
                : null,
            cancellationToken);

    private const string SelectByEmail = "select id from account where normalized_email = @NormalizedEmail";

    /// <summary>Identifier of the account with this e-mail address; null if there is none.</summary>
    public async Task<Guid?> FindAccountAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            new(SelectByEmail, new { NormalizedEmail = normalizedEmail }, cancellationToken: cancellationToken));
    }

    // Changes nothing, but locks the account's row, so that of two concurrent new links one invalidates the other.
    private const string LockAccount = "update account set display_name = display_name where id = @Id and disabled_at is null";

    /// <summary>Creates a new link and invalidates the previous one; null if the account does not exist or is disabled.</summary>
    public Task<string?> RenewAsync(Guid id, string actor, CancellationToken cancellationToken) => database.CommitAsync<string?>(
        async transaction =>
        {
            var lockAccount = new CommandDefinition(LockAccount, new { Id = id }, transaction, cancellationToken: cancellationToken);
            return await transaction.Connection!.ExecuteAsync(lockAccount) == 1
                ? await AddAsync(transaction, id, actor, cancellationToken)
                : null;
        },
        cancellationToken);

    private const string DeleteOlder = "delete from account_invitation where account_id = @Id and used_at is null";

    private const string Insert =
        "insert into account_invitation (token_hash, account_id, created_at, expires_at) values (@TokenHash, @Id, @Now, @ExpiresAt)";

    private async Task<string> AddAsync(DbTransaction transaction, Guid id, string actor, CancellationToken cancellationToken)
    {
        var token = RandomToken.New();
        var now = time.GetUtcNow();
        var connection = transaction.Connection!;
        var parameters = new { Id = id, TokenHash = RandomToken.Hash(token), Now = now, ExpiresAt = now.AddHours(Hours) };
        await connection.ExecuteAsync(new(DeleteOlder, parameters, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(Insert, parameters, transaction, cancellationToken: cancellationToken));
        await trail.AppendAsync(transaction, new(actor, AuditAction.InvitationMade, id.ToString()), cancellationToken);
        return token;
    }

    private const string Select =
        """
        select account_id, email from account_invitation
        join account on account.id = account_id
        where token_hash = @TokenHash and used_at is null and expires_at > @Now and disabled_at is null
        """;

    /// <summary>The account of a link; null if the link is unknown, used or expired, or the account is disabled.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var parameters = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Invitation>(new(Select, parameters, cancellationToken: cancellationToken));
    }

    // One statement, so that of two concurrent uses only one matches.
    private const string MarkUsed =
        """
        update account_invitation set used_at = @Now
        where token_hash = @TokenHash and used_at is null and expires_at > @Now
          and account_id in (select id from account where disabled_at is null)
        returning account_id
        """;

    private const string SetPassword =
        """
        update account
        set password_hash = @PasswordHash, security_stamp = @Stamp, concurrency_stamp = @Stamp,
            lockout_end = null, access_failed_count = 0
        where id = @Id
        """;

    private const string EndSessions = "delete from account_session where account_id = @Id";

    /// <summary>Sets the password, invalidates the link and ends all sessions; false if the link is not valid any more.</summary>
    public Task<bool> UseAsync(string token, string passwordHash, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            var link = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
            var markUsed = new CommandDefinition(MarkUsed, link, transaction, cancellationToken: cancellationToken);
            if (await connection.QuerySingleOrDefaultAsync<Guid?>(markUsed) is not { } id) return false;
            var account = new { Id = id, PasswordHash = passwordHash, Stamp = Guid.NewGuid().ToString("N") };
            await connection.ExecuteAsync(new(SetPassword, account, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new(EndSessions, account, transaction, cancellationToken: cancellationToken));
            await trail.AppendAsync(transaction, new(Actors.Account(id), AuditAction.InvitationUsed, id.ToString()), cancellationToken);
            await trail.AppendAsync(transaction, new(Actors.Account(id), AuditAction.PasswordChanged, id.ToString()), cancellationToken);
            return true;
        },
        cancellationToken);
}
