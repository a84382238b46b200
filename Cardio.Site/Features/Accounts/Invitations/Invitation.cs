namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>The account that a valid one-time link belongs to.</summary>
internal sealed record Invitation
{
    public Guid AccountId { get; init; }

    public string Email { get; init; } = "";
}
