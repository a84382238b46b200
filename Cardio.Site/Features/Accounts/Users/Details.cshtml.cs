using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>One account: its roles, and what an administrator can do for it.</summary>
internal sealed class UserDetailsModel(
    UserList list, UserChanges changes, InvitationStore invitations, InvitationMail mail, TimeProvider time, IStringLocalizer<UsersText> words) : FeaturePage
{
    /// <summary>The ticked roles.</summary>
    [BindProperty]
    public RolesInput Input { get; set; } = new();

    /// <summary>Language of the message with the link.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>What was just done, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public UserAction? Saved { get; set; }

    /// <summary>The account.</summary>
    public UserRow Account { get; private set; } = new();

    /// <summary>A link that was just made, or null.</summary>
    public LinkView? Link { get; private set; }

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Whether it is the administrator's own account.</summary>
    public bool IsOneself => Account.Id == User.AccountId();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // a mangled word of success says nothing
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        Input.Roles = [.. Account.Roles];
        return Page();
    }

    public async Task<IActionResult> OnPostRolesAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        if (RoleChoice.Problem(Input.Roles) is not { } problem)
            return await AnswerAsync(UserAction.Roles, await changes.SetRolesAsync(Account, Input.Roles, User.AccountId(), cancellationToken), cancellationToken);
        ModelState.AddModelError("Input.Roles", words[problem]);
        return Invalid("_User");
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken)
            ? await AnswerAsync(UserAction.Disable, await changes.DisableAsync(id, User.AccountId(), cancellationToken), cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostEnableAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken)
            ? await AnswerAsync(UserAction.Enable, await changes.EnableAsync(id, User.AccountId(), cancellationToken), cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostResetFactorAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken)
            ? await AnswerAsync(UserAction.ResetFactor, await changes.ResetSecondFactorAsync(id, User.AccountId(), cancellationToken), cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostEndSessionsAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken)
            ? await AnswerAsync(UserAction.EndSessions, await changes.EndSessionsAsync(id, User.AccountId(), cancellationToken), cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken)) return NotFound();
        Input.Roles = [.. Account.Roles];
        ModelState.Clear();
        if (await invitations.RenewAsync(id, Cardio.Site.Clinic.Access.Actors.Account(User.AccountId()), cancellationToken) is not { } token) return Refuse("LinkDisabled");
        var language = Languages.All.FirstOrDefault(offered => offered.Name == Language)?.Name ?? CultureInfo.CurrentUICulture.Name;
        Link = await mail.HandOverAsync(Request, Account.Email, Account.DisplayName, token, language, cancellationToken);
        return PageOr("_User");
    }

    private async Task<IActionResult> AnswerAsync(UserAction action, UserChange change, CancellationToken cancellationToken)
    {
        Input.Roles = [.. Account.Roles];
        if (change is UserChange.LastAdministrator or UserChange.Oneself) return Refuse($"Refused.{change}");
        await FindAsync(Account.Id, cancellationToken);
        Input.Roles = [.. Account.Roles];
        ModelState.Clear(); // the form shows what is stored
        Saved = action;
        return Done("_User", this, "Details", new { id = Account.Id, saved = action });
    }

    private IActionResult Refuse(string key)
    {
        ModelState.Clear();
        ModelState.AddModelError("user", words[key]);
        return Invalid("_User");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } found) return false;
        Account = found;
        return true;
    }
}
