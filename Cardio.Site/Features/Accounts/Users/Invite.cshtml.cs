using System.Globalization;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Creates an account and shows its one-time link.</summary>
internal sealed class InviteModel(InvitationLinks links, IStringLocalizer<UsersText> text) : FeaturePage
{
    [BindProperty]
    public InviteInput Input { get; set; } = new() { Language = CultureInfo.CurrentUICulture.Name };

    /// <summary>The new link; null before the account is created.</summary>
    public LinkView? Link { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Invalid("_Invite");
        var account = new NewAccount(Input.Email!, Input.DisplayName!, Input.Roles);
        Link = await links.InviteAsync(account, Request, Input.Language!, cancellationToken);
        if (Link is not null) return PageOr("_Invite");
        ModelState.AddModelError("Input.Email", text["EmailTaken"]);
        return Invalid("_Invite");
    }
}
