using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Accounts.SecondFactor;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>
/// Stores sessions in the database. The cookie holds only a random key; each request looks the session up, so a deleted session ends on
/// every process with its next request.
/// </summary>
internal sealed partial class SessionStore(
    DbDataSource database, AuditTrail trail, IDataProtectionProvider protection, IOptions<AccountOptions> options,
    IOptions<IdentityOptions> identity, TimeProvider time, ILogger<SessionStore> log) : ITicketStore
{
    /// <summary>Name of the claim with the session's identifier.</summary>
    public const string IdClaim = "session";

    /// <summary>Header of requests that a page makes automatically; they do not extend the session.</summary>
    public const string BackgroundHeader = "Cardio-Background";

    /// <summary>Minimum time between two updates of the last use, so that not every request writes.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(10);

    private readonly IDataProtector _protector = protection.CreateProtector("Cardio.Session");
    private readonly string _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;

    private const string DeleteExpired = "delete from account_session where seen_at <= @IdleSince or created_at <= @OpenedSince";

    private const string Insert =
        """
        insert into account_session (id, key_hash, account_id, created_at, seen_at, device, ticket)
        values (@Id, @KeyHash, @AccountId, @CreatedAt, @SeenAt, @Device, @Ticket)
        """;

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, new DefaultHttpContext(), default);

    /// <summary>Creates a session and its audit entry.</summary>
    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = RandomToken.New();
        var now = time.GetUtcNow();
        var account = ticket.Principal.AccountId();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            KeyHash = RandomToken.Hash(key),
            AccountId = account,
            CreatedAt = now,
            SeenAt = now,
            Device = Device.FromUserAgent(httpContext.Request.Headers.UserAgent.ToString()),
        };
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new(IdClaim, session.Id.ToString()));
        var methods = string.Join(' ', ticket.Principal.FindAll(AuthenticationMethods.Claim).Select(method => method.Value));
        return await database.CommitAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(new(DeleteExpired, Limits(now), transaction, cancellationToken: cancellationToken));
                if (httpContext.Items[typeof(EarlierKey)] is EarlierKey earlier) await RemoveAsync(transaction, earlier.Key, cancellationToken);
                await connection.ExecuteAsync(new(Insert, session with { Ticket = Seal(ticket) }, transaction, cancellationToken: cancellationToken));
                await trail.AppendAsync(
                    transaction, new(Actors.Account(account), AuditAction.SignedIn, session.Id.ToString(), methods), cancellationToken);
                return key;
            },
            cancellationToken);
    }

    private const string Update = "update account_session set ticket = @Ticket where key_hash = @KeyHash";

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        database.ExecuteAsync(Update, new { KeyHash = RandomToken.Hash(key), Ticket = Seal(ticket) }, CancellationToken.None);

    // Compares the stamp, since the account may have changed while the session was created.
    private const string Select =
        """
        select s.id, s.key_hash, s.account_id, s.created_at, s.seen_at, s.device, s.ticket, a.security_stamp
        from account_session s join account a on a.id = s.account_id
        where s.key_hash = @KeyHash and s.seen_at > @IdleSince and s.created_at > @OpenedSince and a.disabled_at is null
        """;

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, new DefaultHttpContext(), default);

    /// <summary>The ticket of a key, or null if the session has ended. Requests of the user extend the session.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (OpensSession(httpContext))
        {
            httpContext.Items[typeof(EarlierKey)] = new EarlierKey(key);
            return null;
        }
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = Limits(now);
        parameters.Add("KeyHash", RandomToken.Hash(key));
        if (await connection.QuerySingleOrDefaultAsync<Session>(new(Select, parameters, cancellationToken: cancellationToken)) is not { } session
            || Open(session.Ticket) is not { } ticket || ticket.Principal.FindFirstValue(_stampClaim) != session.SecurityStamp)
            return null;
        var isBackground = IsBackground(httpContext);
        if (!isBackground && now - session.SeenAt >= Precision) await TouchAsync(parameters, cancellationToken);
        httpContext.Items[typeof(SessionEnd)] = SessionEnd.Create(isBackground ? session.SeenAt : now, session.CreatedAt, options.Value);
        return ticket;
    }

    /// <summary>Ignores any existing session at sign-in; reusing its key would allow session fixation.</summary>
    private static bool OpensSession(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<OpensSessionAttribute>() is not null;

    private static bool IsBackground(HttpContext http) =>
        http.Request.Headers.ContainsKey(BackgroundHeader) || http.GetEndpoint()?.Metadata.GetMetadata<KeepsNoSessionAliveAttribute>() is not null;

    private sealed record EarlierKey(string Key);

    private static readonly TimeSpan TouchPatience = TimeSpan.FromSeconds(1);

    private const string Touch = "update account_session set seen_at = @Now where key_hash = @KeyHash";

    /// <summary>Updates the last use. The session stays valid if the database accepts no writes.</summary>
    private async Task TouchAsync(DynamicParameters parameters, CancellationToken cancellationToken)
    {
        try
        {
            await database.CommitWithinAsync(
                TouchPatience,
                async transaction => await transaction.Connection!.ExecuteAsync(new(Touch, parameters, transaction, cancellationToken: cancellationToken)),
                cancellationToken);
        }
        catch (DbException failure)
        {
            LogNotTouched(failure);
        }
    }

    private const string Delete = "delete from account_session where key_hash = @KeyHash returning account_id, id";

    public Task RemoveAsync(string key) => RemoveAsync(key, default);

    /// <summary>Deletes the session at sign-out and adds the audit entry.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        database.CommitIfAsync(transaction => RemoveAsync(transaction, key, cancellationToken), cancellationToken);

    private async Task<bool> RemoveAsync(DbTransaction transaction, string key, CancellationToken cancellationToken)
    {
        var delete = new CommandDefinition(Delete, new { KeyHash = RandomToken.Hash(key) }, transaction, cancellationToken: cancellationToken);
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<Session>(delete) is not { } ended) return false;
        await trail.AppendAsync(transaction, new(Actors.Account(ended.AccountId), AuditAction.SignedOut, ended.Id.ToString()), cancellationToken);
        return true;
    }

    private DynamicParameters Limits(DateTimeOffset now)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Now", now);
        parameters.Add("IdleSince", now - options.Value.IdleTime);
        parameters.Add("OpenedSince", now - options.Value.LongestTime);
        return parameters;
    }

    private string Seal(AuthenticationTicket ticket) => Convert.ToBase64String(_protector.Protect(TicketSerializer.Default.Serialize(ticket)));

    /// <summary>Decrypts a ticket; null if its key is lost or it was modified.</summary>
    private AuthenticationTicket? Open(string ticket)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(Convert.FromBase64String(ticket)));
        }
        catch (Exception damaged) when (damaged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not update the last use of a session")]
    private partial void LogNotTouched(Exception failure);
}
