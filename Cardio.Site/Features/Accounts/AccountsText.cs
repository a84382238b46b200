namespace Cardio.Site.Features.Accounts;

/// <summary>Type of the localizer that reads <c>AccountsText.resx</c>.</summary>
public sealed class AccountsText;
