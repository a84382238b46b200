using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Configures the session cookie, which holds only the session's key, and the responses without a session.</summary>
internal static class SessionCookie
{
    public static void AddSessionCookie(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false; // the session store extends sessions
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
            cookie.Events.OnRedirectToLogin = ToSignIn;
            // The framework would validate the stamp periodically and drop the session's claims; the store validates each request.
            cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask;
        });
        services.AddSingleton<SessionStore>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionStore, IOptions<AccountOptions>>(
            (cookie, sessions, accounts) =>
            {
                cookie.SessionStore = sessions;
                cookie.ExpireTimeSpan = accounts.Value.LongestTime;
            });
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Tells htmx to navigate; otherwise it would swap the sign-in page into a fragment.</summary>
    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsHtmx())
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        context.Response.Htmx(headers => headers.Redirect(SignInAddress(context.Request)));
        return Answer(context, StatusCodes.Status401Unauthorized);
    }

    /// <summary>Address of the sign-in page that returns to the page from which htmx sent the request.</summary>
    public static string SignInAddress(HttpRequest request)
    {
        var back = Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        return $"/sign-in?returnUrl={Uri.EscapeDataString(back)}";
    }
}
