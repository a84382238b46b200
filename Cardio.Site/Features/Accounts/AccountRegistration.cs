using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

internal static class AccountRegistration
{
    /// <summary>Adds sign-in with ASP.NET Core Identity over <see cref="AccountStore"/>, and an authorization policy per role.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<AccountOptions>("Accounts");
        services.AddSettings<DemoOptions>("Demo").Validate<IHostEnvironment>(
            (demo, environment) => demo.Accounts != true || !environment.IsProduction(),
            "Demo__Accounts must not be true in Production: the password of the demo accounts is public.");
        services.AddSingleton<RecoveryCodeHasher>();
        services.AddSingleton<PasswordHashLimiter>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<KnownDevices>();
        services.AddScoped<SignInFlow>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<AccountPageServices>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>(); // registered first, so that the framework does not add its own
        services.AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<AccountClaimsFactory>()
            .AddSignInManager();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountOptions>>(Configure);
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>(
            (hasher, accounts) => hasher.IterationCount = accounts.Value.PasswordHashIterations);
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AccountOptions>>(Configure);
        services.AddHostedService<IdentityCheck>();
        services.AddSessionCookie();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Roles.All) authorization.AddPolicy(role, policy => policy.RequireRole(role));
        // Endpoints without a policy require a signed-in user.
        authorization.SetFallbackPolicy(new([new DenyAnonymousAuthorizationRequirement()], []));
        services.AddSingleton<DemoAccounts>();
        builder.AddAccountAdministration();
    }

    /// <summary>
    /// Adds authentication. Skips it when the error page runs for a failed request: the user is known already, and if the
    /// database is down, reading the session again would fail too.
    /// </summary>
    public static void UseSignIn(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true; // otherwise WebApplication adds it again at the start of the pipeline
        app.UseWhen(http => http.Features.Get<IExceptionHandlerFeature>() is null, branch => branch.UseAuthentication());
    }

    private static void Configure(IdentityOptions identity, IOptions<AccountOptions> accounts)
    {
        identity.User.AllowedUserNameCharacters = ""; // allows all: the user name is an e-mail address
        identity.Lockout.MaxFailedAccessAttempts = accounts.Value.LockoutAfter;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(accounts.Value.LockoutMinutes);
    }

    private static void Configure(IdentityPasskeyOptions passkeys, IOptions<AccountOptions> accounts)
    {
        passkeys.ServerDomain = accounts.Value.PasskeyDomain;
        passkeys.UserVerificationRequirement = "required"; // a passkey counts as two factors
        passkeys.ResidentKeyRequirement = "required"; // the user does not enter an e-mail address first
        passkeys.ValidateOrigin = context => ValueTask.FromResult(IsSameOrigin(context));
    }

    /// <summary>
    /// Compares the passkey's origin with the request's host. The framework's default compares with the Origin header, which
    /// is "null" under this site's referrer policy. HTTP is accepted from a loopback address only, as in browsers.
    /// </summary>
    private static bool IsSameOrigin(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
        && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
