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

/// <summary>Set-up of an authenticator app, and what is set up.</summary>
[OpenWithoutSecondFactor]
internal sealed class SecondFactorModel(
    SecondFactors factors, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn, IDataProtectionProvider protection,
    TimeProvider time, IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    private const string Form = "_SecondFactorSetUp";

    /// <summary>Whether another app shall take the place of the one that is set up.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Anew { get; set; }

    /// <summary>The secret that the form carries.</summary>
    [BindProperty]
    public string? Sealed { get; set; }

    /// <summary>The app's first code.</summary>
    [BindProperty]
    [Display(Name = "SixDigits")]
    [Required(ErrorMessage = "EnterCode"), StringLength(10, ErrorMessage = "CodeTooLong")]
    public string? Code { get; set; }

    /// <summary>What to scan; null where nothing is being set up.</summary>
    public SecondFactorSetUp? SetUp { get; private set; }

    /// <summary>The codes to keep, shown once; null before.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Recovery codes that were not used yet.</summary>
    public int CodesLeft { get; private set; }

    public async Task OnGetAsync()
    {
        ModelState.Clear(); // nothing is asked for yet
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
