using System.Data.Common;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Hosting;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>
/// Browsers from which an account has signed in before (OWASP: device cookies). Failed guesses from other browsers do not lock out these
/// browsers. Failures from a known device count for that device; after too many it is no longer trusted.
/// </summary>
internal sealed partial class KnownDevices(
    DbDataSource database, IOptionsMonitor<AccountOptions> options, TimeProvider time, ILogger<KnownDevices> log)
{
    private const string Cookie = "device";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private const string CountKnown =
        """
        select count(*) from account_device
        where token_hash = @Hash and account_id = @Id and security_stamp = @SecurityStamp
          and failed_count < @LockoutAfter and seen_at > @Since
        """;

    /// <summary>The device that sent the request; null if the account does not trust it.</summary>
    public async Task<KnownDevice?> FindAsync(HttpContext http, Account account, CancellationToken cancellationToken)
    {
        if (http.GetCookie(Cookie) is not { Length: > 0 } token) return null;
        var parameters = new
        {
            Hash = RandomToken.Hash(token),
            account.Id,
            account.SecurityStamp,
            options.CurrentValue.LockoutAfter,
            Since = time.GetUtcNow() - Lifetime,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var count = await connection.ExecuteScalarAsync<int>(new(CountKnown, parameters, cancellationToken: cancellationToken));
        return count == 1 ? new(parameters.Hash, account.Id) : null;
    }

    private const string CountToken = "select count(*) from account_device where token_hash = @Hash";
    private const string DeleteOld = "delete from account_device where account_id = @Id and seen_at <= @Since";

    private const string Upsert =
        """
        insert into account_device (token_hash, account_id, security_stamp, seen_at) values (@Hash, @Id, @SecurityStamp, @Now)
        on conflict (token_hash, account_id)
        do update set security_stamp = excluded.security_stamp, failed_count = 0, seen_at = excluded.seen_at
        """;

    /// <summary>Trusts the browser after a successful sign-in. Replaces a token that this site did not issue.</summary>
    public async Task RememberAsync(HttpContext http, Account account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = http.GetCookie(Cookie) is { Length: > 0 } existing && await IsIssuedAsync(existing, cancellationToken)
            ? existing
            : RandomToken.New();
        var row = new { Hash = RandomToken.Hash(token), account.Id, account.SecurityStamp, Now = now, Since = now - Lifetime };
        try
        {
            await database.ExecuteAsync(DeleteOld, row, cancellationToken);
            await database.ExecuteAsync(Upsert, row, cancellationToken);
            http.SetCookie(Cookie, token, Lifetime);
        }
        catch (DbException failure)
        {
            LogNotRemembered(failure); // the sign-in itself has succeeded
        }
    }

    private async Task<bool> IsIssuedAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Hash = RandomToken.Hash(token) };
        return await connection.ExecuteScalarAsync<int>(new(CountToken, parameters, cancellationToken: cancellationToken)) > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not store a known device after a sign-in")]
    private partial void LogNotRemembered(Exception failure);

    private const string Count =
        "update account_device set failed_count = failed_count + 1 where token_hash = @TokenHash and account_id = @AccountId";

    /// <summary>Counts a failed guess from a known device.</summary>
    public static Task CountFailureAsync(DbTransaction transaction, KnownDevice device, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new(Count, device, transaction, cancellationToken: cancellationToken));
}
