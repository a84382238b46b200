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
/// Enforces the lockout: counts failed guesses, locks accounts and resets the count after a success. Each check is one SQL
/// statement, so parallel guesses cannot slip past the lockout. Nothing here can be cancelled: a guess counts even if the
/// client disconnects.
/// </summary>
internal sealed class SignInGuard(
    DbDataSource database, AuditTrail trail, RecoveryCodeHasher codes, IOptionsMonitor<AccountOptions> options, TimeProvider time)
{
    // The stamp differs if the password or a factor changed since the account was read.
    private const string IsEnabled = "id = @Id and disabled_at is null and security_stamp = @SecurityStamp";

    private const string IsKnown =
        "exists (select 1 from account_device where token_hash = @Device and account_id = @Id and failed_count < @LockoutAfter)";

    private const string IsUnlocked = $"{IsEnabled} and ({IsKnown} or lockout_end is null or lockout_end <= @Now)";

    // A lockout does not apply to a known device. Its sign-ins do not reset the account's count; otherwise each one would allow attackers
    // new guesses.
    private const string ResetCount =
        $"""
        access_failed_count = case when {IsKnown} then access_failed_count else 0 end,
        lockout_end = case when {IsKnown} then lockout_end end
        """;

    private const string CountUnlocked = $"select count(*) from account where {IsUnlocked}";

    /// <summary>
    /// Whether sign-in may go on to the second factor after a correct password. Keeps the failed count, because an attacker
    /// with the password could otherwise reset it between guesses of the code.
    /// </summary>
    public async Task<bool> CheckUnlockedAsync(Account account, KnownDevice? device)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(CountUnlocked, Parameters(account, device)) == 1;
    }

    private const string AcceptPassword = $"update account set {ResetCount} where {IsUnlocked}";

    /// <summary>Whether a correct password is accepted: the account is enabled and not locked. Resets the failed count.</summary>
    public async Task<bool> CheckPasswordAsync(Account account, KnownDevice? device) =>
        await database.ExecuteAsync(AcceptPassword, Parameters(account, device), CancellationToken.None) == 1;

    private const string CountEnabled = $"select count(*) from account where {IsEnabled}";

    /// <summary>Whether a valid passkey is accepted. Ignores the lockout: passkeys cannot be guessed.</summary>
    public async Task<bool> CheckPasskeyAsync(Account account)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(CountEnabled, Parameters(account)) == 1;
    }

    // Rejects replays: the step must be later than the last one used.
    private const string AcceptCode =
        $"""
        update account set {ResetCount}, authenticator_step = @Step
        where {IsUnlocked} and two_factor_enabled = true and (authenticator_step is null or authenticator_step < @Step)
        """;

    /// <summary>Whether a correct code of the authenticator app is accepted. Marks the code as used.</summary>
    public async Task<bool> CheckCodeAsync(Account account, long step, KnownDevice? device)
    {
        var parameters = Parameters(account, device);
        parameters.Add("Step", step);
        return await database.ExecuteAsync(AcceptCode, parameters, CancellationToken.None) == 1;
    }

    /// <summary>Whether a recovery code is correct and accepted. Deletes the code, unless the account is locked.</summary>
    public Task<bool> CheckRecoveryCodeAsync(Account account, string recoveryCode, KnownDevice? device) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = Parameters(account, device);
            parameters.Add("CodeHash", codes.Hash(recoveryCode));
            foreach (var sql in (string[])[AcceptPassword, AccountStore.DeleteCode])
            {
                if (await transaction.Connection!.ExecuteAsync(sql, parameters, transaction) != 1) return false;
            }
            var entry = new AuditEntry(Actors.Account(account.Id), AuditAction.RecoveryCodeUsed, account.Id.ToString());
            await trail.AppendAsync(transaction, entry, CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    // The first failure after a lockout has expired starts a new count. A lockout changes the concurrency stamp, so that an
    // update of an account read before cannot undo it.
    private const string CountFailure =
        """
        update account
        set access_failed_count = case when lockout_end is null then access_failed_count + 1 else 1 end,
            lockout_end = case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @LockedUntil end,
            concurrency_stamp =
              case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @Stamp else concurrency_stamp end
        where id = @Id and disabled_at is null and (lockout_end is null or lockout_end <= @Now)
        returning access_failed_count, lockout_end
        """;

    /// <summary>Records a failed sign-in in the audit trail, counts it, and locks the account at the limit.</summary>
    /// <param name="account">The account that the client named; null if it does not exist.</param>
    /// <param name="method">What failed: see <see cref="AuthenticationMethods"/>.</param>
    /// <param name="device">The known device, if any: its own count increases instead of the account's.</param>
    public Task RefuseAsync(Account? account, string method, KnownDevice? device = null) => database.CommitAsync(
        async transaction =>
        {
            if (device is not null) await KnownDevices.CountFailureAsync(transaction, device, CancellationToken.None);
            var count = account is null || device is not null ? null : await CountFailureAsync(account, transaction);
            var subject = account?.Id.ToString() ?? "";
            var reason = account switch
            {
                null => "unknown",
                { DisabledAt: not null } => "disabled",
                _ => count is null && device is null ? "locked" : "wrong",
            };
            var entry = new AuditEntry(Actors.Anonymous, AuditAction.SignInRefused, subject, $"{method} {reason}", "refused");
            await trail.AppendAsync(transaction, entry, CancellationToken.None);
            if (count?.LockoutEnd is not null)
                await trail.AppendAsync(transaction, new(Actors.System, AuditAction.AccountLocked, subject), CancellationToken.None);
        },
        CancellationToken.None);

    private Task<FailureCount?> CountFailureAsync(Account account, DbTransaction transaction)
    {
        var parameters = Parameters(account);
        parameters.Add("LockedUntil", time.GetUtcNow() + TimeSpan.FromMinutes(options.CurrentValue.LockoutMinutes));
        parameters.Add("Stamp", Guid.NewGuid().ToString("N"));
        return transaction.Connection!.QuerySingleOrDefaultAsync<FailureCount?>(CountFailure, parameters, transaction);
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

    private sealed record FailureCount
    {
        public int AccessFailedCount { get; init; }
        public DateTimeOffset? LockoutEnd { get; init; }
    }
}
