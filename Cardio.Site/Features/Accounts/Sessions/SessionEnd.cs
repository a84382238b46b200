namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>When the session of a request ends if nothing more is asked for; stands in the request's items.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="CanStay">Whether asking for something would put it off.</param>
internal sealed record SessionEnd(DateTimeOffset At, bool CanStay)
{
    /// <summary>How long before the end its user is told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(2);

    public static SessionEnd Create(DateTimeOffset seen, DateTimeOffset created, AccountOptions options)
    {
        var (idle, last) = (seen + options.IdleTime, created + options.LongestTime);
        return idle < last ? new(idle, true) : new(last, false);
    }

    /// <summary>The end of this request's session; null where nobody is signed in.</summary>
    public static SessionEnd? FromContext(HttpContext http) => http.Items[typeof(SessionEnd)] as SessionEnd;
}
