using System.Data.Common;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Reads accounts with their last use and API keys for administrators.</summary>
internal sealed class UserList(DbDataSource database, TimeProvider time)
{
    private const string SelectUsers =
        $"""
        select id, email, display_name, created_at, disabled_at, lockout_end, password_hash is not null as has_password,
               (two_factor_enabled = true or exists (select 1 from account_passkey where account_id = account.id)) as has_second_factor,
               (select max(seen_at) from account_session where account_id = account.id) as seen_at,
               (select string_agg(name, ', ') from {TableNames.ApiKey}
                where account_id = account.id and scope <> '' and revoked_at is null and expires_at > @Now) as key_names,
               (select at from {TableNames.AuditEvent} where actor = 'account:' || account.id order by sequence desc limit 1) as acted_at
        from account
        """;

    private const string SelectAll = $"{SelectUsers} order by display_name, id";
    private const string SelectRoles = "select account_id, role from account_role";

    /// <summary>All accounts, ordered by name.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Now = time.GetUtcNow() };
        var users = await connection.QueryAsync<UserRow>(new(SelectAll, parameters, cancellationToken: cancellationToken));
        var roles = await connection.QueryAsync<RoleRow>(new(SelectRoles, cancellationToken: cancellationToken));
        var rolesByAccount = roles.ToLookup(row => row.AccountId, row => row.Role);
        return [.. users.Select(user => WithRoles(user, rolesByAccount[user.Id]))];
    }

    private const string SelectById = $"{SelectUsers} where id = @Id";
    private const string SelectRolesById = "select account_id, role from account_role where account_id = @Id";

    /// <summary>The account with this identifier; null if there is none.</summary>
    public async Task<UserRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Id = id, Now = time.GetUtcNow() };
        var user = await connection.QuerySingleOrDefaultAsync<UserRow>(
            new(SelectById, parameters, cancellationToken: cancellationToken));
        var roles = await connection.QueryAsync<RoleRow>(new(SelectRolesById, parameters, cancellationToken: cancellationToken));
        return user is null ? null : WithRoles(user, roles.Select(row => row.Role));
    }

    private static UserRow WithRoles(UserRow user, IEnumerable<string> roles) =>
        user with { Roles = [.. Cardio.Site.Clinic.Access.Roles.All.Intersect(roles)] };

    private sealed record RoleRow
    {
        public Guid AccountId { get; init; }

        public string Role { get; init; } = "";
    }
}
