using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Sets up an authenticator app and shows the current second factor.</summary>
[OpenWithoutSecondFactor]
internal sealed class SecondFactorModel(
    SecondFactors factors, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn, IDataProtectionProvider protection,
    TimeProvider time, IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    private const string Form = "_SecondFactorSetUp";

    /// <summary>Whether to replace the current app.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Anew { get; set; }

    /// <summary>The new secret, encrypted, as the form carries it.</summary>
    [BindProperty]
    public string? Sealed { get; set; }

    /// <summary>The app's first code.</summary>
    [BindProperty]
    [Display(Name = "SixDigits")]
    [Required(ErrorMessage = "EnterCode"), StringLength(10, ErrorMessage = "CodeTooLong")]
    public string? Code { get; set; }

    /// <summary>The QR code to scan; null outside a set-up.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>The new recovery codes, shown once; null before.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Number of unused recovery codes.</summary>
    public int CodesLeft { get; private set; }

    public async Task OnGetAsync()
    {
        ModelState.Clear(); // the form is not submitted yet
        if (await MayAddFactorAsync() && (Anew || !Account.TwoFactorEnabled)) SetUp = SecondFactorSetUp.For(Account, protection);
        else if (Account.TwoFactorEnabled) CodesLeft = await Accounts.CountRecoveryCodesAsync(Account);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await MayAddFactorAsync()) return RedirectToPage();
        SetUp = SecondFactorSetUp.Open(Sealed, Account, protection);
        if (SetUp is null)
        {
            SetUp = SecondFactorSetUp.For(Account, protection);
            ModelState.AddModelError(nameof(Code), Words["SetUpTooOld"]);
        }
        var code = string.Concat((Code ?? "").Where(char.IsAsciiDigit));
        var step = Authenticator.Step(SetUp.Secret, code, time.GetUtcNow());
        if (ModelState.IsValid && step is null) ModelState.AddModelError(nameof(Code), Words["SetUpCodeFailed"]);
        if (await RefusalAsync(Form) is { } refusal) return refusal;
        var codes = await factors.AddAsync(Account, SetUp.Secret, step!.Value);
        if (!await StoreAsync(AuditAction.SecondFactorAdded)) return Meanwhile(Form);
        RecoveryCodes = codes;
        return Page();
    }
}
