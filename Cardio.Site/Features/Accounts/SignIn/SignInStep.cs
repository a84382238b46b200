namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Result of the first step of a sign-in.</summary>
internal enum SignInStep
{
    /// <summary>Too many sign-ins are running; the client must retry.</summary>
    Busy,

    /// <summary>The account is unknown, locked or disabled, or the password is wrong.</summary>
    Refused,

    /// <summary>The password is correct; the second step asks for a code.</summary>
    NeedsCode,

    /// <summary>Signed in.</summary>
    Done,
}
