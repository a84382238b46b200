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
    /// <summary>Adds sign-in with ASP.NET Core Identity over <see cref="AccountStore"/>, and an authorization policy for each role.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<AccountOptions>("Accounts");
        services.AddSettings<DemoOptions>("Demo").Validate<IHostEnvironment>(
            (demo, environment) => demo.Accounts != true || !environment.IsProduction(),
            "Demo__Accounts is true, and everybody knows their password: Production does not allow them.");
        services.AddSingleton<RecoveryCodeHasher>();
        services.AddSingleton<PasswordHashLimiter>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<KnownDevices>();
        services.AddScoped<SignInFlow>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>(); // replaces the framework's validator
        services.AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountOptions>>(Configure);
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>(
            (hasher, accounts) => hasher.IterationCount = accounts.Value.PasswordHashIterations);
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AccountOptions>>(Configure);
        services.AddHostedService<IdentityCheck>();
        services.AddSessionCookie();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Roles.All) authorization.AddPolicy(role, policy => policy.RequireRole(role));
        // Endpoints without a policy need a signed-in user.
        authorization.SetFallbackPolicy(new(
            [new DenyAnonymousAuthorizationRequirement()], []));
        services.AddSingleton<DemoAccounts>();
        builder.AddAccountAdministration();
    }

    /// <summary>
    /// Authenticates the request. An error page keeps the user of the failed request, since a second session look-up would fail as well
    /// while the database is unavailable.
    /// </summary>
    public static void UseSignIn(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true; // prevents WebApplication from adding a second authentication middleware
        app.UseWhen(http => http.Features.Get<IExceptionHandlerFeature>() is null, branch => branch.UseAuthentication());
    }

    private static void Configure(IdentityOptions identity, IOptions<AccountOptions> accounts)
    {
        identity.User.AllowedUserNameCharacters = ""; // any: the name is an e-mail address
        identity.Lockout.MaxFailedAccessAttempts = accounts.Value.LockoutAfter;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(accounts.Value.LockoutMinutes);
    }

    private static void Configure(IdentityPasskeyOptions passkeys, IOptions<AccountOptions> accounts)
    {
        passkeys.ServerDomain = accounts.Value.PasskeyDomain;
        passkeys.UserVerificationRequirement = "required"; // a passkey counts as two factors
        passkeys.ResidentKeyRequirement = "required"; // sign-in with a passkey asks for no email address
        passkeys.ValidateOrigin = context => ValueTask.FromResult(IsOwn(context));
    }

    /// <summary>
    /// Validates the origin from the request's host: the framework uses the Origin header, which is "null" under this site's referrer
    /// policy. Over plain HTTP browsers create passkeys for localhost only.
    /// </summary>
    private static bool IsOwn(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
        && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
