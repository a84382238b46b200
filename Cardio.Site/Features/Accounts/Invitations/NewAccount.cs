namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>An account that is to be made.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Roles">What the account may do.</param>
internal sealed record NewAccount(string Email, string DisplayName, IReadOnlyList<string> Roles);
