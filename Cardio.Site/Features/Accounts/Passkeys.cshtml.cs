using System.ComponentModel.DataAnnotations;
using Cardio.Site.Data.Audit;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>The passkeys of an account.</summary>
[OpenWithoutSecondFactor]
internal sealed class PasskeysModel(
    IUserStore<Account> store, UserManager<Account> accounts, SignInManager<Account> signIn, IOptionsMonitor<AccountOptions> options,
    IStringLocalizer<AccountsText> words) : AccountPage(accounts, signIn, options)
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

    public Task OnGetAsync() => LoadAsync();

    /// <summary>What the browser needs to make a passkey.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        if (!await MayAddFactorAsync()) return Forbid();
        var user = new PasskeyUserEntity { Id = Account.Id.ToString(), Name = Account.Email, DisplayName = Account.DisplayName };
        return Content(await Manager.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    /// <summary>Adds the passkey that the browser made.</summary>
    public async Task<IActionResult> OnPostAsync(string? credential)
    {
        if (!await MayAddFactorAsync()) return Forbid();
        if (!ModelState.IsValid) return await InvalidAsync();
        if (credential is { Length: > 0 and < 20_000 } && await Manager.AttestAsync(credential) is { Succeeded: true } made
            && made.UserEntity.Id == Account.Id.ToString() && made.Passkey.IsUserVerified)
        {
            made.Passkey.Name = TypedText.Line(Name) ?? Device.Of(Request.Headers.UserAgent.ToString());
            return await ChangeAsync(AuditAction.PasskeyAdded, made.Passkey.CredentialId, keys => keys.AddOrUpdatePasskeyAsync(Account, made.Passkey, default));
        }
        ModelState.AddModelError(nameof(Name), words["PasskeyRefused"]);
        return await InvalidAsync();
    }

    public async Task<IActionResult> OnPostRenameAsync(string? id)
    {
        if (await FindAsync(id) is not { } passkey) return NotFound();
        if (TypedText.Line(Name) is not { Length: <= LongestName } name) return await RefusedAsync(Name is null ? "EnterName" : "PasskeyNameTooLong");
        passkey.Name = name;
        await Accounts.AddOrUpdatePasskeyAsync(Account, passkey);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id)
    {
        if (await FindAsync(id) is not { } passkey) return NotFound();
        var isLast = !Account.TwoFactorEnabled && (await Accounts.GetPasskeysAsync(Account)).Count == 1;
        if (!User.HasTwoFactors()) return await RefusedAsync("SignInWithFactorFirst");
        if (isLast && NeedsFactor) return await RefusedAsync("LastFactor");
        return await ChangeAsync(AuditAction.PasskeyRemoved, passkey.CredentialId, keys => keys.RemovePasskeyAsync(Account, passkey.CredentialId, default));
    }

    /// <summary>What is wrong stands at the list, not at the form for another passkey.</summary>
    private Task<IActionResult> RefusedAsync(string why)
    {
        ModelState.Clear();
        Name = null;
        ModelState.AddModelError(List, words[why]);
        return InvalidAsync();
    }

    private async Task<IActionResult> ChangeAsync(AuditAction action, byte[] credentialId, Func<IUserPasskeyStore<Account>, Task> change)
    {
        await change((IUserPasskeyStore<Account>)store);
        return await StoreAsync(action, WebEncoders.Base64UrlEncode(credentialId)) ? ToSignIn(SignInNotice.Passkey) : RedirectToPage();
    }

    private async Task<UserPasskeyInfo?> FindAsync(string? id)
    {
        foreach (var passkey in await Accounts.GetPasskeysAsync(Account))
        {
            if (WebEncoders.Base64UrlEncode(passkey.CredentialId) == id) return passkey;
        }
        return null;
    }

    private async Task<IActionResult> InvalidAsync()
    {
        await LoadAsync();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync()
    {
        Passkeys = await Accounts.GetPasskeysAsync(Account);
        MayAdd = await MayAddFactorAsync();
    }
}
