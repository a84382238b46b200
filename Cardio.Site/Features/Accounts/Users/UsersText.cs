namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Type of the localizer that reads <c>UsersText.resx</c>.</summary>
public sealed class UsersText;
