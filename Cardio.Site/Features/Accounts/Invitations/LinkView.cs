namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>A one-time link, shown once to the administrator who created it.</summary>
/// <param name="Address">Absolute address of the link.</param>
/// <param name="Name">Display name of the recipient.</param>
/// <param name="Delivery">How the link reaches the recipient.</param>
public sealed record LinkView(string Address, string Name, LinkDelivery Delivery);
