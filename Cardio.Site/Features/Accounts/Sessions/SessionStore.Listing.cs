using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Lists and ends the sessions of an account.</summary>
internal sealed partial class SessionStore
{
    private const string SelectByAccount =
        """
        select id, key_hash, account_id, created_at, seen_at, device from account_session
        where account_id = @AccountId and seen_at > @IdleSince and created_at > @OpenedSince
        order by seen_at desc, id desc
        """;

    /// <summary>The open sessions of an account, last used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var parameters = Limits(time.GetUtcNow());
        parameters.Add("AccountId", accountId);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Session>(new(SelectByAccount, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string DeleteOne = "delete from account_session where id = @Id and account_id = @AccountId returning id";

    /// <summary>Ends one session of an account; false if the account has no such session.</summary>
    public async Task<bool> EndAsync(Guid id, Guid accountId, CancellationToken cancellationToken) =>
        await EndAsync(DeleteOne, id, accountId, cancellationToken) == 1;

    private const string DeleteOthers = "delete from account_session where id <> @Id and account_id = @AccountId returning id";

    /// <summary>Ends all sessions of an account except one; returns their number.</summary>
    public Task<int> EndOthersAsync(Guid id, Guid accountId, CancellationToken cancellationToken) =>
        EndAsync(DeleteOthers, id, accountId, cancellationToken);

    private Task<int> EndAsync(string sql, Guid id, Guid accountId, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var delete = new CommandDefinition(sql, new { Id = id, AccountId = accountId }, transaction, cancellationToken: cancellationToken);
            var ended = (await transaction.Connection!.QueryAsync<Guid>(delete)).AsList();
            foreach (var session in ended)
                await trail.AppendAsync(transaction, new(Actors.Account(accountId), AuditAction.SessionEnded, session.ToString()), cancellationToken);
            return ended.Count;
        },
        cancellationToken);
}
