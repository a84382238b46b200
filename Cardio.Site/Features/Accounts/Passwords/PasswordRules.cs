using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>What a new password must be like: long, and not one that is tried first. Nothing is asked of its characters.</summary>
internal sealed class PasswordRules(IStringLocalizer<AccountsText> words, DemoAccounts demo) : IPasswordValidator<Account>
{
    /// <summary>Fewest characters without a second factor.</summary>
    public const int MinimumLength = 15;

    /// <summary>Fewest characters with a second factor.</summary>
    public const int MinimumLengthWithFactor = 8;

    /// <summary>Most characters.</summary>
    public const int MaximumLength = 256;

    private const string SiteName = "cardio";
    private const int EstimatedLength = 64; // the estimate grows with the square of the length
    private const int LowestScore = 3; // of 4: more than a hundred million guesses

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

    /// <summary>Two or three letters stand in many words by chance.</summary>
    private static bool Holds(string password, string name) => name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string LocalPart(Account user) => user.Email.Split('@')[0];

    private static Task<IdentityResult> Refused(string code, string description) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = description }));
}
