using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>
/// Creates the first administrator of an installation through a one-time link. Each start logs a new link until an
/// administrator exists. Only the newest link is valid, even if several processes start at once.
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

    /// <summary>Logs a new link if no account has the administrator's role. Invalidates the previous link in any case.</summary>
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

    /// <summary>Whether the link is valid.</summary>
    public async Task<bool> IsValidAsync(string token, CancellationToken cancellationToken)
    {
        var parameters = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountLinks, parameters, cancellationToken: cancellationToken)) == 1;
    }

    // Serializes concurrent uses; SQLite has a single writer anyway.
    private const string LockPostgres = "lock table account_role in share row exclusive mode";

    private const string DeleteValidLink =
        """
        delete from set_up_link
        where token_hash = @TokenHash and expires_at > @Now and not exists (select 1 from account_role where role = 'admin')
        """;

    /// <summary>Creates the first administrator and invalidates the link.</summary>
    public Task<SetUpResult> UseAsync(
        string token, string email, string name, string passwordHash, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (options.Engine == DatabaseEngine.Postgres)
                await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
            var link = new { TokenHash = RandomToken.Hash(token), Now = time.GetUtcNow() };
            if (await connection.ExecuteAsync(new(DeleteValidLink, link, transaction, cancellationToken: cancellationToken)) != 1)
                return SetUpResult.Gone;
            var administrator = new NewAccount(email, name, [Roles.Admin]);
            return await accounts.AddAsync(transaction, administrator, passwordHash, actor: null, cancellationToken) is null
                ? SetUpResult.EmailTaken
                : SetUpResult.Done;
        },
        result => result == SetUpResult.Done,
        cancellationToken);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "There is no administrator yet: open {Path} within {Hours} hours to create the first one")]
    private partial void LogLink(string path, int hours);
}
