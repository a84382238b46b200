namespace Cardio.Site.Features.Accounts.SignIn;

internal static class SignInLimitRegistration
{
    /// <summary>Adds the limit of failed sign-ins. Call after the limits that count every request.</summary>
    public static void UseSignInLimit(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<SignInLimit>();
        app.Use((http, next) => limit.InvokeAsync(http, next));
    }
}
