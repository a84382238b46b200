using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>
/// The way in for the first administrator of an installation: a one-time link, written to the log at each start while there is none.
/// The newest link is good; of several processes that start at once, the one that logged last.
/// </summary>
internal sealed partial class FirstAdministrator(
    DbDataSource database, DatabaseOptions options, NewAccounts accounts, TimeProvider time, ILogger<FirstAdministrator> log)
{
    private const string CountAdministrators = "select count(*) from account_role where role = 'admin'";

    private const string SetLink =
        """
        insert into set_up_link (id, token_hash, expires_at) values (1, @TokenHash, @ExpiresAt)
        on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at
        """;

    private const string DeleteLink = "delete from set_up_link";

    /// <summary>Logs a new link where no account has the administrator's role; ends the older one in any case.</summary>
    public async Task OfferAsync(CancellationToken cancellationToken)
    {
        var token = RandomToken.New();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var isNeeded = await connection.ExecuteScalarAsync<int>(new(CountAdministrators, cancellationToken: cancellationToken)) == 0;
        var link = new { TokenHash = RandomToken.Hash(token), ExpiresAt = time.GetUtcNow().AddHours(InvitationStore.Hours) };
        await database.ExecuteAsync(isNeeded ? SetLink : DeleteLink, isNeeded ? link : null, cancellationToken);
        if (isNeeded) LogLink($"/set-up/{token}", InvitationStore.Hours);
    }

    private const string CountLinks =
        """
        select count(*) from set_up_link
        where token_hash = @TokenHash and expires_at > @Now and not exists (select 1 from account_role where role = 'admin')
        """;

    /// <summary>Whether the link is good.</summary>
    public async Task<bool> IsGoodAsync(string token, CancellationToken cancellationToken)
    {
        var parameters = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountLinks, parameters, cancellationToken: cancellationToken)) == 1;
    }

    private const string LockPostgres = "lock table account_role in share row exclusive mode";

    private const string Use =
        """
        delete from set_up_link
        where token_hash = @TokenHash and expires_at > @Now and not exists (select 1 from account_role where role = 'admin')
        """;

    /// <summary>Makes the first administrator and ends the link.</summary>
    public Task<SetUpResult> UseAsync(string token, string email, string name, string passwordHash, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (options.Engine == DatabaseEngine.Postgres)
                await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
            var use = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
            if (await connection.ExecuteAsync(new(Use, use, transaction, cancellationToken: cancellationToken)) != 1) return SetUpResult.Gone;
            return await accounts.AddAsync(transaction, new(email, name, [Roles.Admin]), passwordHash, actor: null, cancellationToken) is null
                ? SetUpResult.EmailTaken
                : SetUpResult.Done;
        },
        result => result == SetUpResult.Done,
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no administrator yet: open {Path} within {Hours} hours to make the first one")]
    private partial void LogLink(string path, int hours);
}

/// <summary>How the set-up ended.</summary>
internal enum SetUpResult
{
    /// <summary>The administrator is made.</summary>
    Done,

    /// <summary>The link is no longer good.</summary>
    Gone,

    /// <summary>Another account has this e-mail address.</summary>
    EmailTaken,
}
