namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Why the user must sign in again.</summary>
internal enum SignInNotice
{
    /// <summary>The password changed.</summary>
    Password,

    /// <summary>The second factor was added, replaced or removed.</summary>
    SecondFactor,

    /// <summary>A passkey was added or removed.</summary>
    Passkey,

    /// <summary>The session expired.</summary>
    Ended,
}
