namespace Cardio.Site.Features.Assessments;

internal static class DraftMiddleware
{
    /// <summary>Keeps what was typed where the session ended before the form was sent; stands between authentication and authorization.</summary>
    public static void UseFormDrafts(this WebApplication app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path == FormDraft.Path && http.User.Identity?.IsAuthenticated != true)
            http.RequestServices.GetRequiredService<FormDraft>().Keep(http);
        return next(http);
    });
}
