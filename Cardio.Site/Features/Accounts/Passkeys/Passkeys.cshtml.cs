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

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>Lists, adds and renames the passkeys of an account.</summary>
[OpenWithoutSecondFactor]
internal sealed class PasskeysModel(AccountPageServices services, IUserStore<Account> store) : PasswordConfirmationPage(services)
{
    /// <summary>Id of the element that holds the list; errors of the list link to it.</summary>
    public const string ListId = "passkeys";

    /// <summary>Maximum characters of a name.</summary>
    public const int MaximumNameLength = 60;

    /// <summary>Name of the passkey to add or rename.</summary>
    [BindProperty]
    [Display(Name = "PasskeyName")]
    [StringLength(MaximumNameLength, ErrorMessage = "PasskeyNameTooLong")]
    public string? Name { get; set; }

    /// <summary>The passkeys, oldest first.</summary>
    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    /// <summary>Whether this session may add a passkey.</summary>
    public bool CanAdd { get; private set; }

    public override string SubmitTextKey => "AddPasskey";

    public Task OnGetAsync() => LoadAsync();

    /// <summary>Options for <c>navigator.credentials.create</c>.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        if (!await CanAddFactorAsync()) return Forbid();
        var user = new PasskeyUserEntity { Id = Account.Id.ToString(), Name = Account.Email, DisplayName = Account.DisplayName };
        return Content(await SignInManager.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    /// <summary>
    /// Adds the credential that <c>navigator.credentials.create</c> returned, as JSON. Checks the password first, so that
    /// the response to an invalid credential reveals nothing without it.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? credential)
    {
        await LoadAsync();
        if (!CanAdd) return Forbid();
        if (await ConfirmPasswordAsync("_PasskeyForm") is { } rejection) return rejection;
        if (credential is { Length: > 0 and < PasskeyManagerExtensions.MaximumLength }
            && await SignInManager.TryAttestPasskeyAsync(credential) is { Succeeded: true } attestation
            && attestation.UserEntity.Id == Account.Id.ToString() && attestation.Passkey.IsUserVerified)
        {
            var passkey = attestation.Passkey;
            passkey.Name = TypedText.Line(Name) ?? Device.FormatUserAgent(Request.Headers.UserAgent.ToString());
            await ((IUserPasskeyStore<Account>)store).AddOrUpdatePasskeyAsync(Account, passkey, default);
            return await SaveAsync(AuditAction.PasskeyAdded, WebEncoders.Base64UrlEncode(passkey.CredentialId))
                ? RedirectToSignIn(SignInNotice.Passkey)
                : RedirectToPage();
        }
        ModelState.AddModelError(nameof(Name), Text["PasskeyRefused"]);
        return Invalid("_PasskeyForm");
    }

    public async Task<IActionResult> OnPostRenameAsync(string? id)
    {
        if (await FindPasskeyAsync(id) is not { } passkey) return NotFound();
        if (TypedText.Line(Name) is not { Length: <= MaximumNameLength } name)
            return await RejectNameAsync(Name is null ? "EnterName" : "PasskeyNameTooLong");
        passkey.Name = name;
        await Accounts.AddOrUpdatePasskeyAsync(Account, passkey);
        return RedirectToPage();
    }

    /// <summary>Shows the error at the list instead of at the form for another passkey.</summary>
    private async Task<IActionResult> RejectNameAsync(string textKey)
    {
        await LoadAsync();
        ModelState.Clear();
        Name = null;
        ModelState.AddModelError(ListId, Text[textKey]);
        return Invalid("_PasskeyForm");
    }

    private async Task LoadAsync()
    {
        Passkeys = await Accounts.GetPasskeysAsync(Account);
        CanAdd = await CanAddFactorAsync();
    }
}
