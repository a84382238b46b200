using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.SecondFactor;

namespace Cardio.Site.Features.Accounts;

/// <summary>Settings of sign-in, section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Rounds of PBKDF2-SHA512 for a password's hash.</summary>
    [Range(1, 10_000_000)]
    public int PasswordHashIterations { get; set; } = 220_000;

    /// <summary>Wrong passwords in a row that lock an account.</summary>
    [Range(3, 100)]
    public int LockoutAfter { get; set; } = 10;

    /// <summary>Minutes for which a locked account stays locked.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Minutes without a request after which a session ends.</summary>
    [Range(1, 480)]
    public int IdleMinutes { get; set; } = 15;

    /// <summary>Hours after which a session ends in any case.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 8;

    /// <summary>Passwords that are hashed at the same time; more wait.</summary>
    [Range(1, 64)]
    public int SignInsAtOnce { get; set; } = 2;

    /// <summary>Sign-ins that wait for their turn; more are sent away for a moment.</summary>
    [Range(0, 1000)]
    public int SignInQueue { get; set; } = 16;

    /// <summary>Posts of the sign-in and of one-time links that may fail at once from one address; the next is refused with 429.</summary>
    [Range(1, 1_000_000)]
    public int FailureBurst { get; set; } = 30;

    /// <summary>Failures a minute that an address gets back.</summary>
    [Range(1, 6000)]
    public int FailuresPerMinute { get; set; } = 10;

    /// <summary>Who needs a second factor.</summary>
    public SecondFactorDemand RequireSecondFactor { get; set; } = SecondFactorDemand.Admins;

    /// <summary>Domain that passkeys are made for; the address's own where it is null.</summary>
    public string? PasskeyDomain { get; set; }

    /// <summary><see cref="IdleMinutes"/> as a time.</summary>
    public TimeSpan IdleTime => TimeSpan.FromMinutes(IdleMinutes);

    /// <summary><see cref="SessionHours"/> as a time.</summary>
    public TimeSpan LongestTime => TimeSpan.FromHours(SessionHours);
}
