namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>A browser from which the account has signed in before.</summary>
/// <param name="TokenHash">SHA-256 of the token in the device cookie.</param>
/// <param name="AccountId">The account that trusts the device.</param>
internal sealed record KnownDevice(string TokenHash, Guid AccountId);
