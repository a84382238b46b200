using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Rules for a new password: long and hard to guess. There are no rules about character classes.</summary>
internal sealed class PasswordRules(IStringLocalizer<AccountsText> words, DemoAccounts demo) : IPasswordValidator<Account>
{
    /// <summary>Minimum characters without a second factor.</summary>
    public const int MinimumLength = 15;

    /// <summary>Minimum characters with a second factor.</summary>
    public const int MinimumLengthWithFactor = 8;

    /// <summary>Maximum characters.</summary>
    public const int MaximumLength = 256;

    private const string SiteName = "cardio";
    private const int EstimatedLength = 64; // the estimate takes quadratic time
    private const int MinimumScore = 3; // on a scale of 0 to 4; 3 means more than 100 million guesses
    private const int MinimumNameLength = 4; // shorter names occur in many words by chance

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        var minimum = user.TwoFactorEnabled ? MinimumLengthWithFactor : MinimumLength;
        if (demo.AreEnabled && text == DemoAccounts.Password) return Task.FromResult(IdentityResult.Success);
        if (text.Length < minimum) return Rejected("PasswordTooShort", words["PasswordTooShort", minimum]);
        if (text.Length > MaximumLength) return Rejected("PasswordTooLong", words["PasswordTooLong"]);
        if (ContainsName(text, SiteName) || ContainsName(text, LocalPart(user)))
            return Rejected("PasswordHoldsName", words["PasswordHoldsName"]);
        return IsCommon(text, user)
            ? Rejected("PasswordCommon", words["PasswordCommon"])
            : Task.FromResult(IdentityResult.Success);
    }

    private static bool IsCommon(string password, Account user)
    {
        var personalWords = user.DisplayName.Split(' ').Append(LocalPart(user)).Append(SiteName).Where(word => word.Length > 0);
        var estimated = password.Length > EstimatedLength ? password[..EstimatedLength] : password;
        return Zxcvbn.Zxcvbn.MatchPassword(estimated, personalWords).Score < MinimumScore;
    }

    private static bool ContainsName(string password, string name) =>
        name.Length >= MinimumNameLength && password.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string LocalPart(Account user) => user.Email.Split('@')[0];

    private static Task<IdentityResult> Rejected(string code, string description) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = description }));
}
