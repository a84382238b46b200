using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>The cookie of a session, which holds its key only, and what is answered where it opens nothing.</summary>
internal static class SessionCookie
{
    public static void AddSessionCookie(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false; // the session store keeps the times
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
            cookie.Events.OnRedirectToLogin = ToSignIn;
            // The framework would look at the stamp now and then and make new claims, without those of the session. The store looks at each request.
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

    /// <summary>htmx would swap the sign-in page into a fragment, so it is told to navigate.</summary>
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

    /// <summary>The sign-in page, which leads back to the page that htmx asks from.</summary>
    public static string SignInAddress(HttpRequest request)
    {
        var back = Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        return $"/sign-in?returnUrl={Uri.EscapeDataString(back)}";
    }
}
