namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Result of a password check.</summary>
internal enum PasswordCheckResult
{
    /// <summary>Too many checks are running; the password was not checked.</summary>
    Busy,

    Wrong,

    Correct,
}
