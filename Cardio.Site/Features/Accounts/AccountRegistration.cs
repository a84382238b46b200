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
    /// <summary>Adds sign-in with ASP.NET Core Identity over <see cref="AccountStore"/>, and a policy a role.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<AccountOptions>("Accounts");
        services.AddSettings<DemoOptions>("Demo").Validate<IHostEnvironment>(
            (demo, environment) => demo.Accounts != true || !environment.IsProduction(),
            "Demo__Accounts is true, and everybody knows their password: Production does not allow them.");
        services.AddSingleton<RecoveryCodeCipher>();
        services.AddSingleton<PasswordHashLimiter>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<KnownDevices>();
        services.AddScoped<SignInFlow>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>(); // in place of the framework's
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
        // What nobody thought of is closed.
        authorization.SetFallbackPolicy(new(
            [new DenyAnonymousAuthorizationRequirement()], []));
        services.AddSingleton<DemoAccounts>();
        builder.AddAccountAdministration();
    }

    /// <summary>
    /// Finds out who asks. The page that tells of a failure keeps whom the request had found before: where the database does not serve,
    /// looking for the session once more would fail once more.
    /// </summary>
    public static void UseSignIn(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true; // else the host puts one more before everything
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
        passkeys.UserVerificationRequirement = "required"; // it stands for two factors
        passkeys.ResidentKeyRequirement = "required"; // nobody types an address before
        passkeys.ValidateOrigin = context => ValueTask.FromResult(IsOwn(context));
    }

    /// <summary>The framework compares with the Origin header, which is "null" under this site's referrer policy. A browser makes passkeys over http for this machine only.</summary>
    private static bool IsOwn(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
        && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
