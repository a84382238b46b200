using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SecondFactor;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>Stores accounts in the database for ASP.NET Core Identity.</summary>
internal sealed partial class AccountStore(
    DbDataSource database,
    AuditTrail trail,
    IdentityErrorDescriber errors,
    RecoveryCodeHasher codes,
    IDataProtectionProvider protection) : IUserStore<Account>
{
    private const string Columns =
        """
        id, email, normalized_email, display_name, password_hash, security_stamp, concurrency_stamp,
        access_failed_count, lockout_end, created_at, disabled_at, two_factor_enabled, authenticator_secret
        """;

    private const string Insert =
        $"""
        insert into account ({Columns})
        values (@Id, @Email, @NormalizedEmail, @DisplayName, @PasswordHash, @SecurityStamp, @ConcurrencyStamp,
                @AccessFailedCount, @LockoutEnd, @CreatedAt, @DisabledAt, @TwoFactorEnabled, @AuthenticatorSecret)
        on conflict (normalized_email) do nothing
        """;

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        await WriteAsync(user, [Insert], user, cancellationToken)
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.DuplicateEmail(user.Email));

    // A new stamp means that the password, a factor or a role changed: sessions opened before must end.
    private const string EndSessions =
        """
        delete from account_session
        where account_id = @Id and exists (select 1 from account where id = @Id and security_stamp <> @SecurityStamp)
        """;

    // Leaves access_failed_count out: SignInGuard and the lockout methods increment it in the database.
    // A new secret clears authenticator_step: steps used with the old secret do not apply to the new one.
    private const string Update =
        """
        update account
        set email = @Email, normalized_email = @NormalizedEmail, display_name = @DisplayName, password_hash = @PasswordHash,
            security_stamp = @SecurityStamp, lockout_end = @LockoutEnd, concurrency_stamp = @NewStamp, disabled_at = @DisabledAt,
            two_factor_enabled = @TwoFactorEnabled, authenticator_secret = @AuthenticatorSecret,
            authenticator_step = case when authenticator_secret = @AuthenticatorSecret then authenticator_step end
        where id = @Id and concurrency_stamp = @ConcurrencyStamp
        """;

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(user);
        var stamp = Guid.NewGuid().ToString("N");
        parameters.Add("NewStamp", stamp);
        if (!await WriteAsync(user, [EndSessions, Update], parameters, cancellationToken))
            return IdentityResult.Failed(errors.ConcurrencyFailure());
        user.ConcurrencyStamp = stamp;
        return IdentityResult.Success;
    }

    private const string Delete = "delete from account where id = @Id and concurrency_stamp = @ConcurrencyStamp";

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        await WriteAsync(user, [Delete], user, cancellationToken)
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.ConcurrencyFailure());

    private const string SelectById = $"select {Columns} from account where id = @Id";

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? FindAsync(SelectById, new { Id = id }, cancellationToken) : Task.FromResult<Account?>(null);

    private const string SelectByEmail = $"select {Columns} from account where normalized_email = @Email";

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(SelectByEmail, new { Email = normalizedUserName }, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    // The e-mail address is the user name, so the two cannot differ.
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

    /// <summary>Does nothing: the store holds no resources between calls.</summary>
    public void Dispose()
    {
    }

    private async Task<Account?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>(new(sql, parameters, cancellationToken: cancellationToken));
    }
}
