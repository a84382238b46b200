namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>How a one-time link reaches its recipient.</summary>
public enum LinkDelivery
{
    /// <summary>The administrator passes it on, because no mail server is configured.</summary>
    ByHand,

    /// <summary>Sent by e-mail.</summary>
    Sent,

    /// <summary>The e-mail could not be sent, so the administrator passes it on.</summary>
    NotSent,
}
