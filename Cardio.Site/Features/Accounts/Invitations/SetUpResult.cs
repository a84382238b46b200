namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Result of creating the first administrator.</summary>
internal enum SetUpResult
{
    /// <summary>The administrator was created.</summary>
    Done,

    /// <summary>The link is not valid any more.</summary>
    Gone,

    /// <summary>Another account has this e-mail address.</summary>
    EmailTaken,
}
