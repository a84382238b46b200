namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>An account to create.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="DisplayName">Name shown to other users.</param>
/// <param name="Roles">Roles; see <see cref="Cardio.Site.Clinic.Access.Roles"/>.</param>
internal sealed record NewAccount(string Email, string DisplayName, IReadOnlyList<string> Roles);
