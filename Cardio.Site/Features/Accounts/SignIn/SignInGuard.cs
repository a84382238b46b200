using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>
/// Checks, counts and locks. Each check is one SQL statement, so parallel guesses cannot slip past the lockout; a counted guess and its
/// audit entry share a transaction. Nothing here can be cancelled: a guess counts even if the client disconnects.
/// </summary>
internal sealed class SignInGuard(
    DbDataSource database, AuditTrail trail, RecoveryCodeHasher codes, IOptionsMonitor<AccountOptions> options, TimeProvider time)
{
    // A stamp that changed since the account was read means that password or factors changed.
    private const string IsEnabled = "id = @Id and disabled_at is null and security_stamp = @SecurityStamp";

    // The lock applies to unknown browsers. A sign-in from a known device keeps their count, or it would grant them new guesses.
    private const string IsKnown =
        "exists (select 1 from account_device where token_hash = @Device and account_id = @Id and failed_count < @LockoutAfter)";

    private const string IsOpen = $"{IsEnabled} and ({IsKnown} or lockout_end is null or lockout_end <= @Now)";

    private const string StartCount =
        $"""
        access_failed_count = case when {IsKnown} then access_failed_count else 0 end,
        lockout_end = case when {IsKnown} then lockout_end end
        """;

    private const string CountOpen = $"select count(*) from account where {IsOpen}";

    /// <summary>Whether an account with the right password may proceed to the second factor. Keeps the count: only half is proven.</summary>
    public async Task<bool> IsOpenAsync(Account account, KnownDevice? device)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(CountOpen, Parameters(account, device)) == 1;
    }

    private const string Pass = $"update account set {StartCount} where {IsOpen}";

    /// <summary>Whether an account with the right password may sign in; resets the count.</summary>
    public async Task<bool> PassPasswordAsync(Account account, KnownDevice? device) =>
        await database.ExecuteAsync(Pass, Parameters(account, device), CancellationToken.None) == 1;

    private const string CountEnabled = $"select count(*) from account where {IsEnabled}";

    /// <summary>Whether an account may sign in with a passkey. Ignores the lock, since passkeys cannot be guessed, and keeps it.</summary>
    public async Task<bool> PassPasskeyAsync(Account account)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(CountEnabled, Parameters(account)) == 1;
    }

    // A code of the last used time step, or of an earlier one, is a replay.
    private const string PassWithStep =
        $"""
        update account set {StartCount}, authenticator_step = @Step
        where {IsOpen} and two_factor_enabled = true and (authenticator_step is null or authenticator_step < @Step)
        """;

    /// <summary>Whether an account may sign in with an authenticator code; each code works once.</summary>
    public async Task<bool> PassCodeAsync(Account account, long step, KnownDevice? device)
    {
        var parameters = Parameters(account, device);
        parameters.Add("Step", step);
        return await database.ExecuteAsync(PassWithStep, parameters, CancellationToken.None) == 1;
    }

    /// <summary>Whether an account may sign in with a recovery code; each code works once. A locked account keeps its code.</summary>
    public Task<bool> PassRecoveryCodeAsync(Account account, string recoveryCode, KnownDevice? device) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = Parameters(account, device);
            parameters.Add("CodeHash", codes.Hash(recoveryCode));
            foreach (var sql in (string[])[Pass, AccountStore.DeleteCode])
            {
                if (await transaction.Connection!.ExecuteAsync(sql, parameters, transaction) != 1) return false;
            }
            var used = new AuditEntry(Actors.Account(account.Id), AuditAction.RecoveryCodeUsed, account.Id.ToString());
            await trail.AppendAsync(transaction, used, CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    // After a lock has ended, a new count starts. Locking changes the stamp, so that no update of an earlier read reverts it.
    private const string Count =
        """
        update account
        set access_failed_count = case when lockout_end is null then access_failed_count + 1 else 1 end,
            lockout_end = case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @LockedUntil end,
            concurrency_stamp = case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @Stamp else concurrency_stamp end
        where id = @Id and disabled_at is null and (lockout_end is null or lockout_end <= @Now)
        returning access_failed_count, lockout_end
        """;

    /// <summary>Records a refusal, counts it for an existing, enabled account, and locks the account at the limit.</summary>
    /// <param name="account">The account, or null for an unknown address.</param>
    /// <param name="factor">The wrong factor: see <see cref="AuthenticationMethods"/>.</param>
    /// <param name="device">The known device, whose count is used instead of the account's, or null.</param>
    public Task RefuseAsync(Account? account, string factor, KnownDevice? device = null) => database.CommitAsync(
        async transaction =>
        {
            if (device is not null) await KnownDevices.CountAsync(transaction, device, CancellationToken.None);
            var count = account is null || device is not null ? null : await CountAsync(account, transaction);
            var subject = account?.Id.ToString() ?? "";
            var reason = account switch
            {
                null => "unknown",
                { DisabledAt: not null } => "disabled",
                _ => count is null && device is null ? "locked" : "wrong",
            };
            await trail.AppendAsync(transaction, new(Actors.Anonymous, AuditAction.SignInRefused, subject, $"{factor} {reason}", "refused"), CancellationToken.None);
            if (count?.LockoutEnd is not null)
                await trail.AppendAsync(transaction, new(Actors.System, AuditAction.AccountLocked, subject), CancellationToken.None);
        },
        CancellationToken.None);

    private Task<WrongCount?> CountAsync(Account account, DbTransaction transaction)
    {
        var parameters = Parameters(account);
        parameters.Add("LockedUntil", time.GetUtcNow() + TimeSpan.FromMinutes(options.CurrentValue.LockoutMinutes));
        parameters.Add("Stamp", Guid.NewGuid().ToString("N"));
        return transaction.Connection!.QuerySingleOrDefaultAsync<WrongCount?>(Count, parameters, transaction);
    }

    private DynamicParameters Parameters(Account account, KnownDevice? device = null)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Id", account.Id);
        parameters.Add("SecurityStamp", account.SecurityStamp);
        parameters.Add("Now", time.GetUtcNow());
        parameters.Add("Device", device?.TokenHash ?? "");
        parameters.Add("LockoutAfter", options.CurrentValue.LockoutAfter);
        return parameters;
    }

    private sealed record WrongCount
    {
        public int AccessFailedCount { get; init; }
        public DateTimeOffset? LockoutEnd { get; init; }
    }
}
