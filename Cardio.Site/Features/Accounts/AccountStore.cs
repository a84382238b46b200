using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts;

/// <summary>Accounts in the database, as ASP.NET Core Identity asks for them.</summary>
internal sealed partial class AccountStore(DbDataSource database, IdentityErrorDescriber errors) : IUserStore<Account>
{
    private const string Columns =
        """
        id, email, normalized_email, display_name, password_hash, security_stamp, concurrency_stamp,
        access_failed_count, lockout_end, created_at
        """;

    private const string Insert =
        $"""
        insert into account ({Columns})
        values (@Id, @Email, @NormalizedEmail, @DisplayName, @PasswordHash, @SecurityStamp, @ConcurrencyStamp,
                @AccessFailedCount, @LockoutEnd, @CreatedAt)
        on conflict (normalized_email) do nothing
        """;

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        await ExecuteAsync(Insert, user, cancellationToken) == 1
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.DuplicateEmail(user.Email));

    // The failed count is left out: only IncrementAccessFailedCountAsync and ResetAccessFailedCountAsync write it.
    private const string Update =
        """
        update account
        set email = @Email, normalized_email = @NormalizedEmail, display_name = @DisplayName, password_hash = @PasswordHash,
            security_stamp = @SecurityStamp, lockout_end = @LockoutEnd, concurrency_stamp = @NewStamp
        where id = @Id and concurrency_stamp = @ConcurrencyStamp
        """;

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(user);
        var stamp = Guid.NewGuid().ToString("N");
        parameters.Add("NewStamp", stamp);
        if (await ExecuteAsync(Update, parameters, cancellationToken) != 1)
            return IdentityResult.Failed(errors.ConcurrencyFailure());
        user.ConcurrencyStamp = stamp;
        return IdentityResult.Success;
    }

    private const string Delete = "delete from account where id = @Id and concurrency_stamp = @ConcurrencyStamp";

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        await ExecuteAsync(Delete, user, cancellationToken) == 1
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.ConcurrencyFailure());

    private const string SelectById = $"select {Columns} from account where id = @Id";

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? FindAsync(SelectById, new { Id = id }, cancellationToken) : Task.FromResult<Account?>(null);

    private const string SelectByEmail = $"select {Columns} from account where normalized_email = @Email";

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(SelectByEmail, new { Email = normalizedUserName }, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    // The e-mail address is the user name: there is no second one to keep in step.
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        user.Email = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedEmail = normalizedName ?? "";
        return Task.CompletedTask;
    }

    /// <summary>Nothing is held between calls.</summary>
    public void Dispose()
    {
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new(sql, parameters, cancellationToken: cancellationToken));
    }

    private async Task<Account?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>(new(sql, parameters, cancellationToken: cancellationToken));
    }
}
