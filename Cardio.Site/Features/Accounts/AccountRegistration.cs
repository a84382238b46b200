using Cardio.Site.Data.Settings;
using Cardio.Site.Web;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization.Infrastructure;
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
        services.AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountOptions>>(Configure);
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>(
            (hasher, accounts) => hasher.IterationCount = accounts.Value.PasswordHashIterations);

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false; // the session store keeps the times
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
            cookie.Events.OnRedirectToLogin = ToSignIn;
        });
        services.AddSingleton<SessionStore>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionStore, IOptions<AccountOptions>>(
            (cookie, sessions, accounts) =>
            {
                cookie.SessionStore = sessions;
                cookie.ExpireTimeSpan = accounts.Value.LongestTime;
            });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Roles.All) authorization.AddPolicy(role, policy => policy.RequireRole(role));
        // What nobody thought of is closed.
        authorization.SetFallbackPolicy(new(
            [new DenyAnonymousAuthorizationRequirement()], []));
        services.AddSingleton<DemoAccounts>();
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>htmx would swap the sign-in page into a fragment, so it is told to navigate.</summary>
    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsHtmx())
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        var back = Uri.TryCreate(context.Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        context.Response.Htmx(headers => headers.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(back)}"));
        return Answer(context, StatusCodes.Status401Unauthorized);
    }

    private static void Configure(IdentityOptions identity, IOptions<AccountOptions> accounts)
    {
        identity.User.AllowedUserNameCharacters = ""; // any: the name is an e-mail address
        identity.Password = new()
        {
            RequiredLength = 15,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        identity.Lockout.MaxFailedAccessAttempts = accounts.Value.LockoutAfter;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(accounts.Value.LockoutMinutes);
    }
}
