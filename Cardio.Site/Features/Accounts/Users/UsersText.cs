namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Marks the texts of <c>UsersText.resx</c>.</summary>
public sealed class UsersText;
