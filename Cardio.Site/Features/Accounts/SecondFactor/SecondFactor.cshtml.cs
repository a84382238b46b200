using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Audit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Sets up an authenticator app, or shows that one is set up.</summary>
[OpenWithoutSecondFactor]
internal sealed class SecondFactorModel(
    AccountPageServices services,
    SecondFactors factors,
    IDataProtectionProvider protection,
    TimeProvider time) : PasswordConfirmationPage(services)
{
    private const string Form = "_SecondFactorSetUp";

    /// <summary>Whether to replace the current app with another one.</summary>
    [BindProperty(Name = "anew", SupportsGet = true)]
    public bool ReplacesApp { get; set; }

    /// <summary>The encrypted secret that the form carries.</summary>
    [BindProperty(Name = "Sealed")]
    public string? ProtectedSecret { get; set; }

    /// <summary>The app's first code.</summary>
    [BindProperty]
    [Display(Name = "SixDigits")]
    [Required(ErrorMessage = "EnterCode"), StringLength(10, ErrorMessage = "CodeTooLong")]
    public string? Code { get; set; }

    /// <summary>The secret to scan; null unless an app is being set up.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>The new recovery codes, shown once; null before they are created.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Number of unused recovery codes.</summary>
    public int CodesLeft { get; private set; }

    public async Task OnGetAsync()
    {
        ModelState.Clear(); // the form is not posted yet, so nothing is missing
        if (await CanAddFactorAsync() && (ReplacesApp || !Account.TwoFactorEnabled)) SetUp = SecondFactorSetUp.Create(Account, protection);
        else if (Account.TwoFactorEnabled) CodesLeft = await Accounts.CountRecoveryCodesAsync(Account);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await CanAddFactorAsync()) return RedirectToPage();
        SetUp = SecondFactorSetUp.Unprotect(ProtectedSecret, Account, protection);
        if (SetUp is null)
        {
            SetUp = SecondFactorSetUp.Create(Account, protection);
            ModelState.AddModelError(nameof(Code), Text["SetUpTooOld"]);
        }
        var code = string.Concat((Code ?? "").Where(char.IsAsciiDigit));
        var step = Authenticator.FindStep(SetUp.Secret, code, time.GetUtcNow());
        if (ModelState.IsValid && step is null) ModelState.AddModelError(nameof(Code), Text["SetUpCodeFailed"]);
        if (await ConfirmPasswordAsync(Form) is { } rejection) return rejection;
        var codes = await factors.AddAsync(Account, SetUp.Secret, step!.Value);
        if (!await SaveAsync(AuditAction.SecondFactorAdded)) return ConcurrentChange(Form);
        RecoveryCodes = codes;
        return Page();
    }
}
