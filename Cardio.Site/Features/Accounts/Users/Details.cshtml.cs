using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Shows one account and changes it.</summary>
internal sealed class UserDetailsModel(
    UserList list,
    UserChanges changes,
    InvitationLinks links,
    TimeProvider time,
    IStringLocalizer<UsersText> text) : FeaturePage
{
    [BindProperty]
    public RolesInput Input { get; set; } = new();

    /// <summary>Language of the e-mail with the link.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>The action that has just succeeded, for a message; null if none.</summary>
    [BindProperty(SupportsGet = true)]
    public UserAction? Saved { get; set; }

    public UserRow Account { get; private set; } = new();

    /// <summary>The new one-time link; null unless one has just been created.</summary>
    public LinkView? Link { get; private set; }

    /// <summary>Time of the request, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Whether it is the administrator's own account.</summary>
    public bool IsOwnAccount => Account.Id == User.AccountId();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // ignores an invalid value of "saved"
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        Input.Roles = [.. Account.Roles];
        return Page();
    }

    public async Task<IActionResult> OnPostRolesAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (!RoleChoice.IsValid(Input.Roles))
        {
            ModelState.AddModelError("Input.Roles", text["ChooseRole"]);
            return Invalid("_User");
        }
        var result = await changes.SetRolesAsync(Account, Input.Roles, User.AccountId(), cancellationToken);
        return await RespondAsync(UserAction.Roles, result, cancellationToken);
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var result = await changes.DisableAsync(id, User.AccountId(), cancellationToken);
        return await RespondAsync(UserAction.Disable, result, cancellationToken);
    }

    public async Task<IActionResult> OnPostEnableAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var result = await changes.EnableAsync(id, User.AccountId(), cancellationToken);
        return await RespondAsync(UserAction.Enable, result, cancellationToken);
    }

    public async Task<IActionResult> OnPostResetFactorAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var result = await changes.ResetSecondFactorAsync(id, User.AccountId(), cancellationToken);
        return await RespondAsync(UserAction.ResetFactor, result, cancellationToken);
    }

    public async Task<IActionResult> OnPostEndSessionsAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var result = await changes.EndSessionsAsync(id, User.AccountId(), cancellationToken);
        return await RespondAsync(UserAction.EndSessions, result, cancellationToken);
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        Input.Roles = [.. Account.Roles];
        ModelState.Clear();
        var language = Languages.All.FirstOrDefault(offered => offered.Name == Language)?.Name ?? CultureInfo.CurrentUICulture.Name;
        Link = await links.RenewAsync(id, Account.Email, Account.DisplayName, Request, language, cancellationToken);
        return Link is null ? Reject("LinkDisabled") : PageOr("_User");
    }

    private async Task<IActionResult> RespondAsync(UserAction action, UserChangeResult result, CancellationToken cancellationToken)
    {
        Input.Roles = [.. Account.Roles];
        if (result is UserChangeResult.LastAdministrator or UserChangeResult.Oneself) return Reject($"Refused.{result}");
        await LoadAsync(Account.Id, cancellationToken);
        Input.Roles = [.. Account.Roles];
        ModelState.Clear(); // so that the form shows the stored values, not the posted ones
        Saved = action;
        return Done("_User", this, "Details", new { id = Account.Id, saved = action });
    }

    private IActionResult Reject(string textKey)
    {
        ModelState.Clear();
        ModelState.AddModelError("user", text[textKey]);
        return Invalid("_User");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } account) return false;
        Account = account;
        return true;
    }
}
