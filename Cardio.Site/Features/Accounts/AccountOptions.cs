using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.SecondFactor;

namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of sign-in, section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Iterations of PBKDF2-SHA512.</summary>
    [Range(1, 10_000_000)]
    public int PasswordHashIterations { get; set; } = 220_000;

    /// <summary>Consecutive wrong passwords or codes that lock an account.</summary>
    [Range(3, 100)]
    public int LockoutAfter { get; set; } = 10;

    /// <summary>Minutes until a lock ends.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>A session ends after this many minutes without a request.</summary>
    [Range(1, 480)]
    public int IdleMinutes { get; set; } = 15;

    /// <summary>A session ends after this many hours in any case.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 8;

    /// <summary>Passwords hashed at the same time; more wait.</summary>
    [Range(1, 64)]
    public int SignInsAtOnce { get; set; } = 2;

    /// <summary>Sign-ins that may wait for a hash; more get 503 with Retry-After.</summary>
    [Range(0, 1000)]
    public int SignInQueue { get; set; } = 16;

    /// <summary>Burst of failed sign-ins or one-time links of one IP address; the next gets 429.</summary>
    [Range(1, 1_000_000)]
    public int FailureBurst { get; set; } = 30;

    /// <summary>Failures that an IP address regains per minute.</summary>
    [Range(1, 6000)]
    public int FailuresPerMinute { get; set; } = 10;

    /// <summary>Which accounts need a second factor.</summary>
    public SecondFactorDemand RequireSecondFactor { get; set; } = SecondFactorDemand.Admins;

    /// <summary>Domain of the passkeys (relying party); null: the host of the request.</summary>
    public string? PasskeyDomain { get; set; }

    /// <summary><see cref="IdleMinutes"/> as a time span.</summary>
    public TimeSpan IdleTime => TimeSpan.FromMinutes(IdleMinutes);

    /// <summary><see cref="SessionHours"/> as a time span.</summary>
    public TimeSpan LongestTime => TimeSpan.FromHours(SessionHours);
}
