using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Replaces the recovery codes.</summary>
internal sealed class RecoveryCodesModel(
    SecondFactors factors, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    /// <summary>The new codes, shown once; null before.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public override string Verb => "MakeNewCodes";

    public IActionResult OnGet() => Account.TwoFactorEnabled ? Page() : RedirectToPage("/Accounts/SecondFactor/SecondFactor");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Account.TwoFactorEnabled) return RedirectToPage("/Accounts/SecondFactor/SecondFactor");
        if (await RefusalAsync("_Confirm") is { } refusal) return refusal;
        var codes = await factors.RenewCodesAsync(Account);
        if (!await StoreAsync(AuditAction.RecoveryCodesMade)) return Meanwhile("_Confirm");
        Codes = codes;
        return Page();
    }
}
