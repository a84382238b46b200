namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Marks the texts of <c>InvitationsText.resx</c>.</summary>
public sealed class InvitationsText;
