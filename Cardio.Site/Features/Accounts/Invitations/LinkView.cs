namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>A one-time link on its way to its person.</summary>
/// <param name="Address">The whole address.</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="Delivery">Whether it was sent.</param>
public sealed record LinkView(string Address, string Name, LinkDelivery Delivery);

/// <summary>How a link reaches its person.</summary>
public enum LinkDelivery
{
    /// <summary>The administrator hands it over.</summary>
    ByHand,

    /// <summary>It was sent by e-mail.</summary>
    Sent,

    /// <summary>It could not be sent, so the administrator hands it over.</summary>
    NotSent,
}
