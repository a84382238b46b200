using System.ComponentModel.DataAnnotations;
using Cardio.Site.Data.Audit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>Set-up of an authenticator app, and what is set up.</summary>
[OpenWithoutSecondFactor]
internal sealed class SecondFactorModel(
    SecondFactors factors, UserManager<Account> accounts, SignInManager<Account> signIn, IDataProtectionProvider protection, TimeProvider time,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : AccountPage(accounts, signIn, options)
{
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
        ModelState.Clear(); // the code is not asked for yet
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
            ModelState.AddModelError(nameof(Code), words["SetUpTooOld"]);
        }
        if (!ModelState.IsValid) return Invalid("_SecondFactorSetUp");

        var code = string.Concat(Code!.Where(char.IsAsciiDigit));
        if (Authenticator.Step(SetUp.Secret, code, time.GetUtcNow()) is not { } step) ModelState.AddModelError(nameof(Code), words["SetUpCodeFailed"]);
        else if (await factors.AddAsync(Account, SetUp.Secret, step) is var codes && await StoreAsync(AuditAction.SecondFactorAdded))
        {
            RecoveryCodes = codes;
            return Page();
        }
        else ModelState.AddModelError(nameof(Code), words["ChangedMeanwhile"]);
        return Invalid("_SecondFactorSetUp");
    }
}
