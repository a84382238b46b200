namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>When the session of a request ends without further activity. Kept in <see cref="HttpContext.Items"/>.</summary>
/// <param name="At">End of the session, UTC.</param>
/// <param name="CanStay">Whether activity extends the session; false near its maximum duration.</param>
internal sealed record SessionEnd(DateTimeOffset At, bool CanStay)
{
    /// <summary>Time before the end at which the user is warned.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(2);

    public static SessionEnd Create(DateTimeOffset seen, DateTimeOffset created, AccountOptions options)
    {
        var (idle, last) = (seen + options.IdleTimeout, created + options.MaximumDuration);
        return idle < last ? new(idle, true) : new(last, false);
    }

    /// <summary>End of the request's session; null if nobody is signed in.</summary>
    public static SessionEnd? FromContext(HttpContext http) => http.Items[typeof(SessionEnd)] as SessionEnd;
}
