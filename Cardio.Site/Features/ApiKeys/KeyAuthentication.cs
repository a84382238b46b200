using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>Signs a program in by its key: <c>Authorization: Bearer cardio_…</c>. Refusals are problem details, never a redirect.</summary>
internal sealed partial class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyStore store, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Prefix = "Bearer ";

    // What an unknown key is compared with, so that it takes the same way as a wrong one.
    private static readonly string NoSecret = RandomToken.Hash("");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return AuthenticateResult.NoResult();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || KeyText.Parse(header[Prefix.Length..].Trim()) is not { } text)
            return Refused("unreadable");
        var found = await store.FindAsync(text.Id, Context.RequestAborted);
        if (!Fits(text.Secret, found?.SecretSha256 ?? NoSecret) || found is not { } key || !key.IsValid(time.GetUtcNow()))
            return Refused(text.Id);
        return AuthenticateResult.Success(new(Principal(key), Scheme.Name));
    }

    /// <summary>The log gets the part of the key that is no secret.</summary>
    private AuthenticateResult Refused(string key)
    {
        LogRefused(Logger, key, Context.Connection.RemoteIpAddress);
        return AuthenticateResult.Fail("The key is not good.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A program's key was refused: {Key} from {Address}")]
    private static partial void LogRefused(ILogger log, string key, System.Net.IPAddress? address);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        RefuseAsync(StatusCodes.Status401Unauthorized, Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => RefuseAsync(
        StatusCodes.Status403Forbidden, "Bearer error=\"insufficient_scope\"", Context.User.IsInRole(Roles.Doctor) ? null : "DoctorRoleNeeded");

    private Task RefuseAsync(int status, string wayIn, string? code = null)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = wayIn;
        return new Problem(status, code).ExecuteAsync(Context);
    }

    private static bool Fits(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(RandomToken.Hash(secret)), Encoding.ASCII.GetBytes(hash));

    /// <summary>The account that owns the key, with its roles of this moment.</summary>
    private ClaimsPrincipal Principal(ApiKey key) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, key.AccountId.ToString()),
            new(ApiGroup.KeyClaim, key.Id),
            .. key.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. key.Scopes.Select(scope => new Claim(ApiGroup.ScopeClaim, scope)),
        ],
        Scheme.Name));
}
