namespace Cardio.Site.Features.Assessments.Entry;

internal static class DraftMiddleware
{
    /// <summary>Keeps what was typed where the session ended before the form was sent; stands between authentication and authorization.</summary>
    public static void UseFormDrafts(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path == FormDraft.Path && http.User.Identity?.IsAuthenticated != true)
            await http.RequestServices.GetRequiredService<FormDraft>().KeepAsync(http);
        await next(http);
    });
}
