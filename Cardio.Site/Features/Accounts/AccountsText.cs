namespace Cardio.Site.Features.Accounts;

/// <summary>Marks the texts of <c>AccountsText.resx</c>.</summary>
public sealed class AccountsText;
