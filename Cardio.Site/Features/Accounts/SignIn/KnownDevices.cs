using System.Data.Common;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Hosting;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>
/// Browsers from which an account signed in before (OWASP device cookies). Neither the account's lock nor the limit of an IP address
/// blocks them. Their own wrong guesses are counted, and too many end the exemption.
/// </summary>
internal sealed partial class KnownDevices(
    DbDataSource database, IOptionsMonitor<AccountOptions> options, TimeProvider time, ILogger<KnownDevices> log)
{
    private const string Cookie = "device";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private const string CountKnown =
        """
        select count(*) from account_device
        where token_hash = @Hash and account_id = @Id and security_stamp = @SecurityStamp and failed_count < @LockoutAfter and seen_at > @Since
        """;

    /// <summary>The known device of the request, or null.</summary>
    public async Task<KnownDevice?> FindAsync(HttpContext http, Account account, CancellationToken cancellationToken)
    {
        if (http.GetCookie(Cookie) is not { Length: > 0 } token) return null;
        var row = new
        {
            Hash = RandomToken.Hash(token), account.Id, account.SecurityStamp, options.CurrentValue.LockoutAfter, Since = time.GetUtcNow() - Lifetime,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var count = await connection.ExecuteScalarAsync<int>(new(CountKnown, row, cancellationToken: cancellationToken));
        return count == 1 ? new(row.Hash, account.Id) : null;
    }

    private const string CountToken = "select count(*) from account_device where token_hash = @Hash";
    private const string DeleteOld = "delete from account_device where account_id = @Id and seen_at <= @Since";

    private const string Remember =
        """
        insert into account_device (token_hash, account_id, security_stamp, seen_at) values (@Hash, @Id, @SecurityStamp, @Now)
        on conflict (token_hash, account_id)
        do update set security_stamp = excluded.security_stamp, failed_count = 0, seen_at = excluded.seen_at
        """;

    /// <summary>Remembers the browser after a sign-in. Replaces a token that this site did not issue.</summary>
    public async Task RememberAsync(HttpContext http, Account account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = http.GetCookie(Cookie) is { Length: > 0 } kept && await IsGivenAsync(kept, cancellationToken) ? kept : RandomToken.New();
        var row = new { Hash = RandomToken.Hash(token), account.Id, account.SecurityStamp, Now = now, Since = now - Lifetime };
        try
        {
            await database.ExecuteAsync(DeleteOld, row, cancellationToken);
            await database.ExecuteAsync(Remember, row, cancellationToken);
            http.SetCookie(Cookie, token, Lifetime);
        }
        catch (DbException failure)
        {
            LogForgotten(failure); // the sign-in itself succeeded
        }
    }

    private async Task<bool> IsGivenAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var hash = new { Hash = RandomToken.Hash(token) };
        return await connection.ExecuteScalarAsync<int>(new(CountToken, hash, cancellationToken: cancellationToken)) > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device could not be remembered")]
    private partial void LogForgotten(Exception failure);

    private const string Count = "update account_device set failed_count = failed_count + 1 where token_hash = @TokenHash and account_id = @AccountId";

    /// <summary>Counts a wrong guess from a known device.</summary>
    public static Task CountAsync(DbTransaction transaction, KnownDevice device, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new(Count, device, transaction, cancellationToken: cancellationToken));
}

/// <summary>A known device of an account.</summary>
/// <param name="TokenHash">SHA-256 of its token.</param>
/// <param name="AccountId">The account.</param>
internal sealed record KnownDevice(string TokenHash, Guid AccountId);
