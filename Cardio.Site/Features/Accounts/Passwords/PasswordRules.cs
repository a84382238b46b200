using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Validates new passwords: long enough and hard to guess (zxcvbn), without rules for characters.</summary>
internal sealed class PasswordRules(IStringLocalizer<AccountsText> words, DemoAccounts demo) : IPasswordValidator<Account>
{
    /// <summary>Minimum length without a second factor.</summary>
    public const int MinimumLength = 15;

    /// <summary>Minimum length with a second factor.</summary>
    public const int MinimumLengthWithFactor = 8;

    /// <summary>Maximum length.</summary>
    public const int MaximumLength = 256;

    private const string SiteName = "cardio";
    private const int EstimatedLength = 64; // the time of an estimate grows with the square of the length
    private const int LowestScore = 3; // zxcvbn score 0 to 4; 3 is more than 10^8 guesses

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        var minimum = user.TwoFactorEnabled ? MinimumLengthWithFactor : MinimumLength;
        if (demo.AreWanted && text == DemoAccounts.Password) return Task.FromResult(IdentityResult.Success);
        if (text.Length < minimum) return Refused("PasswordTooShort", words["PasswordTooShort", minimum]);
        if (text.Length > MaximumLength) return Refused("PasswordTooLong", words["PasswordTooLong"]);
        if (Holds(text, SiteName) || Holds(text, LocalPart(user))) return Refused("PasswordHoldsName", words["PasswordHoldsName"]);
        return IsCommon(text, user)
            ? Refused("PasswordCommon", words["PasswordCommon"])
            : Task.FromResult(IdentityResult.Success);
    }

    private static bool IsCommon(string password, Account user)
    {
        var own = user.DisplayName.Split(' ').Append(LocalPart(user)).Append(SiteName).Where(word => word.Length > 0);
        return Zxcvbn.Zxcvbn.MatchPassword(password.Length > EstimatedLength ? password[..EstimatedLength] : password, own).Score < LowestScore;
    }

    /// <summary>Parts of two or three letters are ignored: they occur in many words by chance.</summary>
    private static bool Holds(string password, string name) => name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string LocalPart(Account user) => user.Email.Split('@')[0];

    private static Task<IdentityResult> Refused(string code, string description) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = description }));
}
