using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Lists and ends the sessions of an account for its user.</summary>
internal sealed partial class SessionStore
{
    private const string SelectByAccount =
        """
        select id, key_hash, account_id, created_at, seen_at, device from account_session
        where account_id = @AccountId and seen_at > @IdleSince and created_at > @OpenedSince
        order by seen_at desc, id desc
        """;

    /// <summary>The open sessions of an account, most recently used first; without their tickets.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var parameters = Limits(time.GetUtcNow());
        parameters.Add("AccountId", accountId);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Session>(new(SelectByAccount, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string DeleteById = "delete from account_session where id = @Id and account_id = @AccountId returning id";

    /// <summary>Ends one session; false if the account has no such session.</summary>
    public async Task<bool> EndAsync(Guid id, Guid accountId, CancellationToken cancellationToken) =>
        await EndAsync(DeleteById, id, accountId, cancellationToken) == 1;

    private const string DeleteOthers = "delete from account_session where id <> @Id and account_id = @AccountId returning id";

    /// <summary>Ends all sessions of an account except one; returns how many ended.</summary>
    public Task<int> EndOthersAsync(Guid id, Guid accountId, CancellationToken cancellationToken) =>
        EndAsync(DeleteOthers, id, accountId, cancellationToken);

    private Task<int> EndAsync(string sql, Guid id, Guid accountId, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var parameters = new { Id = id, AccountId = accountId };
            var delete = new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken);
            var endedIds = (await transaction.Connection!.QueryAsync<Guid>(delete)).AsList();
            foreach (var endedId in endedIds)
            {
                var entry = new AuditEntry(Actors.Account(accountId), AuditAction.SessionEnded, endedId.ToString());
                await trail.AppendAsync(transaction, entry, cancellationToken);
            }
            return endedIds.Count;
        },
        cancellationToken);
}
