namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Type of the localizer that reads <c>InvitationsText.resx</c>.</summary>
public sealed class InvitationsText;
