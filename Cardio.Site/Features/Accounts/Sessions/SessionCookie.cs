using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Configures the session cookie, which holds only a key, and the responses to unauthenticated requests.</summary>
internal static class SessionCookie
{
    public static void AddSessionCookie(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false; // the session store handles expiration
            cookie.Events.OnRedirectToAccessDenied = context => RespondAsync(context, StatusCodes.Status403Forbidden);
            cookie.Events.OnRedirectToLogin = RedirectToSignInAsync;
            // Disables Identity's periodic stamp check, which would rebuild the principal without the session's claims.
            // The session store checks the stamp on every request.
            cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask;
        });
        services.AddSingleton<SessionStore>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<SessionStore, IOptions<AccountOptions>>((cookie, sessions, accounts) =>
            {
                cookie.SessionStore = sessions;
                cookie.ExpireTimeSpan = accounts.Value.MaximumDuration;
            });
    }

    private static Task RespondAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Tells htmx to navigate; after a plain redirect it would swap the sign-in page into a fragment.</summary>
    private static Task RedirectToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsHtmx())
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        context.Response.Htmx(headers => headers.Redirect(SignInAddress(context.Request)));
        return RespondAsync(context, StatusCodes.Status401Unauthorized);
    }

    /// <summary>Address of the sign-in page, with the page that sent the htmx request as return address.</summary>
    public static string SignInAddress(HttpRequest request)
    {
        var back = Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        return $"/sign-in?returnUrl={Uri.EscapeDataString(back)}";
    }
}
