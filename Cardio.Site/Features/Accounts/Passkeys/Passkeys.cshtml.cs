using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>Lists and adds the passkeys of an account.</summary>
[OpenWithoutSecondFactor]
internal sealed class PasskeysModel(
    IUserStore<Account> store, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    /// <summary>Id of the list of passkeys.</summary>
    public const string List = "passkeys";

    private const int LongestName = 60;

    /// <summary>Name of a passkey.</summary>
    [BindProperty]
    [Display(Name = "PasskeyName")]
    [StringLength(LongestName, ErrorMessage = "PasskeyNameTooLong")]
    public string? Name { get; set; }

    /// <summary>The passkeys, oldest first.</summary>
    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    /// <summary>Whether this session may add one.</summary>
    public bool MayAdd { get; private set; }

    public override string Verb => "AddPasskey";

    public Task OnGetAsync() => LoadAsync();

    /// <summary>WebAuthn creation options as JSON.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        if (!await MayAddFactorAsync()) return Forbid();
        var user = new PasskeyUserEntity { Id = Account.Id.ToString(), Name = Account.Email, DisplayName = Account.DisplayName };
        return Content(await Manager.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    /// <summary>Adds the passkey that the browser created. Checks the password first.</summary>
    public async Task<IActionResult> OnPostAsync(string? credential)
    {
        await LoadAsync();
        if (!MayAdd) return Forbid();
        if (await RefusalAsync("_PasskeyForm") is { } refusal) return refusal;
        if (credential is { Length: > 0 and < 20_000 } && await Manager.AttestAsync(credential) is { Succeeded: true } made
            && made.UserEntity.Id == Account.Id.ToString() && made.Passkey.IsUserVerified)
        {
            made.Passkey.Name = TypedText.Line(Name) ?? Device.FromUserAgent(Request.Headers.UserAgent.ToString());
            await ((IUserPasskeyStore<Account>)store).AddOrUpdatePasskeyAsync(Account, made.Passkey, default);
            return await StoreAsync(AuditAction.PasskeyAdded, WebEncoders.Base64UrlEncode(made.Passkey.CredentialId))
                ? ToSignIn(SignInNotice.Passkey)
                : RedirectToPage();
        }
        ModelState.AddModelError(nameof(Name), Words["PasskeyRefused"]);
        return Invalid("_PasskeyForm");
    }

    public async Task<IActionResult> OnPostRenameAsync(string? id)
    {
        if (await FindPasskeyAsync(id) is not { } passkey) return NotFound();
        if (TypedText.Line(Name) is not { Length: <= LongestName } name) return await RefusedAsync(Name is null ? "EnterName" : "PasskeyNameTooLong");
        passkey.Name = name;
        await Accounts.AddOrUpdatePasskeyAsync(Account, passkey);
        return RedirectToPage();
    }

    /// <summary>Adds an error to the list of passkeys, not to the form.</summary>
    private async Task<IActionResult> RefusedAsync(string why)
    {
        await LoadAsync();
        ModelState.Clear();
        Name = null;
        ModelState.AddModelError(List, Words[why]);
        return Invalid("_PasskeyForm");
    }

    private async Task LoadAsync()
    {
        Passkeys = await Accounts.GetPasskeysAsync(Account);
        MayAdd = await MayAddFactorAsync();
    }
}
