namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Who needs a second factor.</summary>
public enum SecondFactorDemand
{
    /// <summary>Administrators; the others may have one.</summary>
    Admins,

    /// <summary>Everybody.</summary>
    All,
}
