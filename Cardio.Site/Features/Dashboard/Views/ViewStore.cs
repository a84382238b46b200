using System.Data.Common;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Views;

/// <summary>Stores the saved views of each account.</summary>
internal sealed class ViewStore(DbDataSource database, TimeProvider time)
{
    private const string SelectAll = "select id, name, address from saved_view where account_id = @Account order by name, id";

    /// <summary>Returns the views of an account by name.</summary>
    public async Task<IReadOnlyList<SavedView>> AllAsync(Guid account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SavedView>(new(SelectAll, new { Account = account }, cancellationToken: cancellationToken)))
            .AsList();
    }

    private const string Count = "select count(*) from saved_view where account_id = @Account";
    private const string DeleteSame = "delete from saved_view where account_id = @Account and name = @Name";
    private const string Add =
        """
        insert into saved_view (id, account_id, name, address, created_at)
        values (@Id, @Account, @Name, @Address, @Now)
        """;


    /// <summary>Saves a view and replaces one with the same name; returns false if there are too many.</summary>
    public Task<bool> SaveAsync(Guid account, string name, string address, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var view = new
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()), Account = account, Name = name, Address = address, Now = time.GetUtcNow(),
            };
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(new(DeleteSame, view, transaction, cancellationToken: cancellationToken));
            var count = new CommandDefinition(Count, view, transaction, cancellationToken: cancellationToken);
            if (await connection.QuerySingleAsync<int>(count) >= SavedView.Most) return false;
            await connection.ExecuteAsync(new(Add, view, transaction, cancellationToken: cancellationToken));
            return true;
        },
        cancellationToken);

    private const string Delete = "delete from saved_view where id = @Id and account_id = @Account";

    /// <summary>Deletes a view of the account.</summary>
    public Task DeleteAsync(Guid account, Guid id, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Delete, new { Id = id, Account = account }, cancellationToken);
}
