using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.SecondFactor;

namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of sign-in, section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Iterations of PBKDF2-SHA512 in a password hash.</summary>
    [Range(1, 10_000_000)]
    public int PasswordHashIterations { get; set; } = 220_000;

    /// <summary>Consecutive failed sign-ins that lock an account.</summary>
    [Range(3, 100)]
    public int LockoutAfter { get; set; } = 10;

    /// <summary>Minutes that a lockout lasts.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Minutes of inactivity that end a session.</summary>
    [Range(1, 480)]
    public int IdleMinutes { get; set; } = 15;

    /// <summary>Maximum duration of a session in hours, regardless of activity.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 8;

    /// <summary>Maximum passwords hashed concurrently; more wait in a queue.</summary>
    [Range(1, 64)]
    public int SignInsAtOnce { get; set; } = 2;

    /// <summary>Maximum sign-ins waiting in the queue; more get 503 with Retry-After.</summary>
    [Range(0, 1000)]
    public int SignInQueue { get; set; } = 16;

    /// <summary>Failed uses of passwords and links allowed in a burst, per account and client address; more get 429.</summary>
    [Range(1, 1_000_000)]
    public int FailureBurst { get; set; } = 30;

    /// <summary>Failures per minute allowed again after a burst.</summary>
    [Range(1, 6000)]
    public int FailuresPerMinute { get; set; } = 10;

    /// <summary>Users who must sign in with a second factor.</summary>
    public SecondFactorRequirement RequireSecondFactor { get; set; } = SecondFactorRequirement.Admins;

    /// <summary>Domain of new passkeys (relying party ID); null for the host name of the request.</summary>
    public string? PasskeyDomain { get; set; }

    /// <summary><see cref="IdleMinutes"/> as a time span.</summary>
    public TimeSpan IdleTimeout => TimeSpan.FromMinutes(IdleMinutes);

    /// <summary><see cref="SessionHours"/> as a time span.</summary>
    public TimeSpan MaximumDuration => TimeSpan.FromHours(SessionHours);
}
