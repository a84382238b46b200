using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>Roles, one row each in lower case; Identity passes role names in upper case.</summary>
internal sealed partial class AccountStore : IUserRoleStore<Account>
{
    private const string InsertRole = "insert into account_role (account_id, role) values (@Id, @Role) on conflict do nothing";

    public Task AddToRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        database.ExecuteAsync(InsertRole, RoleRow(user, roleName), cancellationToken);

    private const string DeleteRole = "delete from account_role where account_id = @Id and role = @Role";

    public Task RemoveFromRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        database.ExecuteAsync(DeleteRole, RoleRow(user, roleName), cancellationToken);

    private const string SelectRoles = "select role from account_role where account_id = @Id order by role";

    public async Task<IList<string>> GetRolesAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new(SelectRoles, user, cancellationToken: cancellationToken))];
    }

    public async Task<bool> IsInRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        (await GetRolesAsync(user, cancellationToken)).Contains(roleName.ToLowerInvariant());

    private const string SelectByRole =
        $"select {Columns} from account where id in (select account_id from account_role where role = @Role) order by email";

    public async Task<IList<Account>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Account>(
            new(SelectByRole, new { Role = roleName.ToLowerInvariant() }, cancellationToken: cancellationToken))];
    }

    private static object RoleRow(Account user, string roleName) => new { user.Id, Role = roleName.ToLowerInvariant() };
}
