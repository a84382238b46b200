using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>
/// Counts wrong passwords and codes, locks, and lets the right ones pass. Each way is one statement that looks at the lock itself, so
/// that of parallel guesses each is judged by the row as it is then; what is counted is recorded with it.
/// </summary>
internal sealed class SignInGuard(
    DbDataSource database, AuditTrail trail, RecoveryCodes codes, IOptionsMonitor<AccountOptions> options, TimeProvider time)
{
    // A stamp that changed since the account was read means another password or factor.
    private const string IsEnabled = "id = @Id and disabled_at is null and security_stamp = @SecurityStamp";
    private const string IsOpen = $"{IsEnabled} and (lockout_end is null or lockout_end <= @Now)";

    private const string CountOpen = $"select count(*) from account where {IsOpen}";

    /// <summary>Whether an account with the right password may go on to its second factor; the count stays, since the password is half of what is guessed.</summary>
    public async Task<bool> IsOpenAsync(Account account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountOpen, Parameters(account), cancellationToken: cancellationToken)) == 1;
    }

    private const string Pass = $"update account set access_failed_count = 0, lockout_end = null where {IsOpen}";

    /// <summary>Whether somebody with the right password may come in; the count starts anew.</summary>
    public async Task<bool> PassAsync(Account account, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Pass, Parameters(account), cancellationToken) == 1;

    private const string CountEnabled = $"select count(*) from account where {IsEnabled}";

    /// <summary>Whether somebody with a passkey may come in: nobody guesses one, so a lock does not hold it, and stays for the password.</summary>
    public async Task<bool> PassWithPasskeyAsync(Account account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountEnabled, Parameters(account), cancellationToken: cancellationToken)) == 1;
    }

    // A code of a step that was used, or of one before it, is a replay.
    private const string PassWithStep =
        $"""
        update account set access_failed_count = 0, lockout_end = null, authenticator_step = @Step
        where {IsOpen} and two_factor_enabled = true and (authenticator_step is null or authenticator_step < @Step)
        """;

    /// <summary>The same with a code of the authenticator app, once.</summary>
    public async Task<bool> PassAsync(Account account, long step, CancellationToken cancellationToken)
    {
        var parameters = Parameters(account);
        parameters.Add("Step", step);
        return await database.ExecuteAsync(PassWithStep, parameters, cancellationToken) == 1;
    }

    /// <summary>The same with a recovery code, once; a locked account keeps its code.</summary>
    public Task<bool> PassAsync(Account account, string recoveryCode, CancellationToken cancellationToken) => database.ChangeAsync(
        async transaction =>
        {
            var parameters = Parameters(account);
            parameters.Add("CodeHash", codes.Hash(recoveryCode));
            foreach (var sql in (string[])[Pass, AccountStore.DeleteCode])
            {
                if (await transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken)) != 1) return false;
            }
            await trail.AppendAsync(transaction, new(Actors.Account(account.Id), AuditAction.RecoveryCodeUsed, account.Id.ToString()), cancellationToken);
            return true;
        },
        cancellationToken);

    // A lock that is over starts a new count. The lock changes the stamp, so that no update of an account read before takes it back.
    private const string Count =
        """
        update account
        set access_failed_count = case when lockout_end is null then access_failed_count + 1 else 1 end,
            lockout_end = case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @LockedUntil end,
            concurrency_stamp = case when lockout_end is null and access_failed_count + 1 >= @LockoutAfter then @Stamp else concurrency_stamp end
        where id = @Id and disabled_at is null and (lockout_end is null or lockout_end <= @Now)
        returning access_failed_count, lockout_end
        """;

    /// <summary>Records a refusal, counts it where the account is there and open, and locks the account where that was one too many.</summary>
    /// <param name="account">The account that was meant; null where there is none of that address.</param>
    /// <param name="way">What did not fit: see <see cref="Factors"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task RefuseAsync(Account? account, string way, CancellationToken cancellationToken) => database.ChangeAsync(
        async transaction =>
        {
            var count = account is null ? null : await CountAsync(account, transaction, cancellationToken);
            var subject = account?.Id.ToString() ?? "";
            var why = account switch
            {
                null => "unknown",
                { DisabledAt: not null } => "disabled",
                _ => count is null ? "locked" : "wrong",
            };
            await trail.AppendAsync(transaction, new(Actors.Anonymous, AuditAction.SignInRefused, subject, $"{way} {why}", "refused"), cancellationToken);
            if (count?.LockoutEnd is not null)
                await trail.AppendAsync(transaction, new(Actors.System, AuditAction.AccountLocked, subject), cancellationToken);
            return true;
        },
        cancellationToken);

    private Task<WrongCount?> CountAsync(Account account, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = Parameters(account);
        parameters.Add("LockoutAfter", options.CurrentValue.LockoutAfter);
        parameters.Add("LockedUntil", time.GetUtcNow() + TimeSpan.FromMinutes(options.CurrentValue.LockoutMinutes));
        parameters.Add("Stamp", Guid.NewGuid().ToString("N"));
        return transaction.Connection!.QuerySingleOrDefaultAsync<WrongCount?>(new(Count, parameters, transaction, cancellationToken: cancellationToken));
    }

    private DynamicParameters Parameters(Account account)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Id", account.Id);
        parameters.Add("SecurityStamp", account.SecurityStamp);
        parameters.Add("Now", time.GetUtcNow());
        return parameters;
    }

    private sealed record WrongCount
    {
        public int AccessFailedCount { get; init; }
        public DateTimeOffset? LockoutEnd { get; init; }
    }
}
