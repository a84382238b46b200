using Cardio.Site.Clinic.Audit;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Replaces the recovery codes.</summary>
internal sealed class RecoveryCodesModel(AccountPageServices services, SecondFactors factors) : PasswordConfirmationPage(services)
{
    /// <summary>The new codes, shown once; null before they are created.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public override string SubmitTextKey => "MakeNewCodes";

    public IActionResult OnGet() => Account.TwoFactorEnabled ? Page() : RedirectToPage("/Accounts/SecondFactor/SecondFactor");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Account.TwoFactorEnabled) return RedirectToPage("/Accounts/SecondFactor/SecondFactor");
        if (await ConfirmPasswordAsync("_Confirm") is { } rejection) return rejection;
        var codes = await factors.RenewCodesAsync(Account);
        if (!await SaveAsync(AuditAction.RecoveryCodesMade)) return ConcurrentChange("_Confirm");
        Codes = codes;
        return Page();
    }
}
