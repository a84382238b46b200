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

/// <summary>Authenticates API clients by <c>Authorization: Bearer cardio_…</c>. Failures are problem details, never a redirect.</summary>
internal sealed partial class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyStore store, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Prefix = "Bearer ";

    // An unknown id is compared with this hash, so that it takes as long as a wrong secret.
    private static readonly string UnknownSecret = RandomToken.Hash("");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return AuthenticateResult.NoResult();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || KeyText.Parse(header[Prefix.Length..].Trim()) is not { } text)
            return Rejected("unreadable");
        var found = await store.FindAsync(text.Id, Context.RequestAborted);
        if (!Fits(text.Secret, found?.SecretSha256 ?? UnknownSecret) || found is not { } key || !key.IsValid(time.GetUtcNow()))
            return Rejected(text.Id);
        return AuthenticateResult.Success(new(Principal(key), Scheme.Name));
    }

    /// <summary>Logs only the identifier of the key, which is not secret.</summary>
    private AuthenticateResult Rejected(string key)
    {
        LogRejected(Logger, key, Context.Connection.RemoteIpAddress);
        return AuthenticateResult.Fail("Invalid API key.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "API key rejected: {Key} from {Address}")]
    private static partial void LogRejected(ILogger log, string key, System.Net.IPAddress? address);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        AnswerAsync(
            StatusCodes.Status401Unauthorized,
            Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(
            StatusCodes.Status403Forbidden,
            "Bearer error=\"insufficient_scope\"",
            Context.User.IsInRole(Roles.Doctor) ? null : "DoctorRoleNeeded");

    private Task AnswerAsync(int status, string challenge, string? code = null)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return new Problem(status, code).ExecuteAsync(Context);
    }

    private static bool Fits(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(RandomToken.Hash(secret)), Encoding.ASCII.GetBytes(hash));

    /// <summary>Creates the user from the account that owns the key, with its current roles.</summary>
    private ClaimsPrincipal Principal(ApiKey key) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, key.AccountId.ToString()),
            new(ApiGroup.KeyClaim, key.Id),
            .. key.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. key.Scopes.Select(scope => new Claim(ApiGroup.ScopeClaim, scope)),
        ],
        Scheme.Name));
}
