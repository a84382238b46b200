using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Makes an account and its one-time link.</summary>
internal sealed class InviteModel(InvitationStore invitations, InvitationMail mail, IStringLocalizer<UsersText> words) : FeaturePage
{
    /// <summary>What is typed.</summary>
    [BindProperty]
    public InviteInput Input { get; set; } = new() { Language = CultureInfo.CurrentUICulture.Name };

    /// <summary>The link, once it is made.</summary>
    public LinkView? Link { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Invalid("_Invite");
        var invited = new NewAccount(Input.Email!, Input.DisplayName!, Input.Roles);
        if (await invitations.InviteAsync(invited, Cardio.Site.Clinic.Access.Actors.Account(User.AccountId()), cancellationToken) is not { } token)
        {
            ModelState.AddModelError("Input.Email", words["EmailTaken"]);
            return Invalid("_Invite");
        }
        Link = await mail.HandOverAsync(Request, invited.Email, invited.DisplayName, token, Input.Language!, cancellationToken);
        return PageOr("_Invite");
    }
}
