namespace Cardio.Site.Features.Assessments.Entry;

internal static class DraftMiddleware
{
    /// <summary>
    /// Saves a form that is posted after the session ended. Must run after authentication, which finds the session ended, and before
    /// authorization, which redirects to sign-in.
    /// </summary>
    public static void UseFormDrafts(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path == FormDraft.Path && http.User.Identity?.IsAuthenticated != true)
            await http.RequestServices.GetRequiredService<FormDraft>().SaveAsync(http);
        await next(http);
    });
}
