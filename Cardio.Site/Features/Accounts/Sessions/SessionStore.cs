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
/// Stores sessions in the database; the cookie holds only a random key. Each request reads its session, so a deleted
/// session ends on every process with the next request.
/// </summary>
internal sealed partial class SessionStore(
    DbDataSource database,
    AuditTrail trail,
    IDataProtectionProvider protection,
    IOptions<AccountOptions> options,
    IOptions<IdentityOptions> identity,
    TimeProvider time,
    ILogger<SessionStore> log) : ITicketStore
{
    /// <summary>Type of the claim that holds the session's identifier.</summary>
    public const string IdClaim = "session";

    /// <summary>Request header of automatic requests, which do not extend the session.</summary>
    public const string BackgroundHeader = "Cardio-Background";

    /// <summary>Requests within this interval update the last use only once, to save writes.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TouchPatience = TimeSpan.FromSeconds(1);

    private readonly IDataProtector _protector = protection.CreateProtector("Cardio.Session");
    private readonly string _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;

    private const string DeleteExpired = "delete from account_session where seen_at <= @IdleSince or created_at <= @OpenedSince";

    private const string Insert =
        """
        insert into account_session (id, key_hash, account_id, created_at, seen_at, device, ticket)
        values (@Id, @KeyHash, @AccountId, @CreatedAt, @SeenAt, @Device, @Ticket)
        """;

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, new DefaultHttpContext(), default);

    /// <summary>Opens a session, records the sign-in, and deletes expired sessions and the browser's previous one.</summary>
    /// <returns>The key for the cookie.</returns>
    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = RandomToken.New();
        var now = time.GetUtcNow();
        var accountId = ticket.Principal.AccountId();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            KeyHash = RandomToken.Hash(key),
            AccountId = accountId,
            CreatedAt = now,
            SeenAt = now,
            Device = Device.FormatUserAgent(httpContext.Request.Headers.UserAgent.ToString()),
        };
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new(IdClaim, session.Id.ToString()));
        session = session with { Ticket = Protect(ticket) };
        var methods = string.Join(' ', ticket.Principal.FindAll(AuthenticationMethods.ClaimType).Select(method => method.Value));
        var entry = new AuditEntry(Actors.Account(accountId), AuditAction.SignedIn, session.Id.ToString(), methods);
        return await database.CommitAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(new(DeleteExpired, Limits(now), transaction, cancellationToken: cancellationToken));
                if (httpContext.Items[typeof(PreviousKey)] is PreviousKey previous)
                    await RemoveAsync(transaction, previous.Key, cancellationToken);
                await connection.ExecuteAsync(new(Insert, session, transaction, cancellationToken: cancellationToken));
                await trail.AppendAsync(transaction, entry, cancellationToken);
                return key;
            },
            cancellationToken);
    }

    private const string Update = "update account_session set ticket = @Ticket where key_hash = @KeyHash";

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        database.ExecuteAsync(Update, new { KeyHash = RandomToken.Hash(key), Ticket = Protect(ticket) }, CancellationToken.None);

    // Reads the current stamp as well: a session could have been opened while its account was being changed.
    private const string Select =
        """
        select s.id, s.key_hash, s.account_id, s.created_at, s.seen_at, s.device, s.ticket, a.security_stamp
        from account_session s join account a on a.id = s.account_id
        where s.key_hash = @KeyHash and s.seen_at > @IdleSince and s.created_at > @OpenedSince and a.disabled_at is null
        """;

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, new DefaultHttpContext(), default);

    /// <summary>Reads a session's ticket and extends the session, unless the request is automatic; null if it has ended.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (OpensSession(httpContext))
        {
            httpContext.Items[typeof(PreviousKey)] = new PreviousKey(key);
            return null;
        }
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = Limits(now);
        parameters.Add("KeyHash", RandomToken.Hash(key));
        var command = new CommandDefinition(Select, parameters, cancellationToken: cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Session>(command) is not { } session
            || Unprotect(session.Ticket) is not { } ticket
            || ticket.Principal.FindFirstValue(_stampClaim) != session.SecurityStamp)
            return null;
        var isBackground = IsBackground(httpContext);
        if (!isBackground && now - session.SeenAt >= Precision) await TouchAsync(parameters, cancellationToken);
        httpContext.Items[typeof(SessionEnd)] = SessionEnd.Create(isBackground ? session.SeenAt : now, session.CreatedAt, options.Value);
        return ticket;
    }

    /// <summary>
    /// Whether the request signs a user in. Such a request ignores its existing session: the framework would reuse the
    /// session's key, which would allow session fixation.
    /// </summary>
    private static bool OpensSession(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<OpensSessionAttribute>() is not null;

    private static bool IsBackground(HttpContext http) =>
        http.Request.Headers.ContainsKey(BackgroundHeader)
        || http.GetEndpoint()?.Metadata.GetMetadata<BackgroundPageAttribute>() is not null;

    private sealed record PreviousKey(string Key);

    private const string Touch = "update account_session set seen_at = @Now where key_hash = @KeyHash";

    /// <summary>Updates the last use. Ignores a failure: while the database rejects writes, users can still read.</summary>
    private async Task TouchAsync(DynamicParameters parameters, CancellationToken cancellationToken)
    {
        try
        {
            await database.CommitWithinAsync(
                TouchPatience,
                async transaction =>
                {
                    var command = new CommandDefinition(Touch, parameters, transaction, cancellationToken: cancellationToken);
                    await transaction.Connection!.ExecuteAsync(command);
                },
                cancellationToken);
        }
        catch (DbException failure)
        {
            LogNotTouched(failure);
        }
    }

    private const string Delete = "delete from account_session where key_hash = @KeyHash returning account_id, id";

    public Task RemoveAsync(string key) => RemoveAsync(key, default);

    /// <summary>Ends a session when its user signs out, and records it.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        database.CommitIfAsync(transaction => RemoveAsync(transaction, key, cancellationToken), cancellationToken);

    private async Task<bool> RemoveAsync(DbTransaction transaction, string key, CancellationToken cancellationToken)
    {
        var parameters = new { KeyHash = RandomToken.Hash(key) };
        var delete = new CommandDefinition(Delete, parameters, transaction, cancellationToken: cancellationToken);
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<Session>(delete) is not { } ended) return false;
        var entry = new AuditEntry(Actors.Account(ended.AccountId), AuditAction.SignedOut, ended.Id.ToString());
        await trail.AppendAsync(transaction, entry, cancellationToken);
        return true;
    }

    private DynamicParameters Limits(DateTimeOffset now)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Now", now);
        parameters.Add("IdleSince", now - options.Value.IdleTimeout);
        parameters.Add("OpenedSince", now - options.Value.MaximumDuration);
        return parameters;
    }

    private string Protect(AuthenticationTicket ticket) =>
        Convert.ToBase64String(_protector.Protect(TicketSerializer.Default.Serialize(ticket)));

    /// <summary>Decrypts a ticket; null if its data protection key is lost or the row was edited.</summary>
    private AuthenticationTicket? Unprotect(string ticket)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(Convert.FromBase64String(ticket)));
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not update the last use of a session")]
    private partial void LogNotTouched(Exception failure);
}
