namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>The end of the request's session without further requests; kept in <see cref="HttpContext.Items"/>.</summary>
/// <param name="At">Time of the end, UTC.</param>
/// <param name="CanStay">Whether another request extends the session.</param>
internal sealed record SessionEnd(DateTimeOffset At, bool CanStay)
{
    /// <summary>How long before the end the user is warned.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(2);

    public static SessionEnd Create(DateTimeOffset seen, DateTimeOffset created, AccountOptions options)
    {
        var (idle, last) = (seen + options.IdleTime, created + options.LongestTime);
        return idle < last ? new(idle, true) : new(last, false);
    }

    /// <summary>The end of the request's session, or null without one.</summary>
    public static SessionEnd? FromContext(HttpContext http) => http.Items[typeof(SessionEnd)] as SessionEnd;
}
