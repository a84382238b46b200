namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Whom an open invitation is for.</summary>
internal sealed record Invitation
{
    /// <summary>The account.</summary>
    public Guid AccountId { get; init; }

    /// <summary>Its e-mail address.</summary>
    public string Email { get; init; } = "";
}
