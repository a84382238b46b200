using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Base of the pages behind a one-time link: open to everybody who has it, and kept by no cache.</summary>
public abstract class LinkPage : FeaturePage
{
    /// <summary>The fields in the order of the page, which is the order of the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = ["Input.Email", "Input.DisplayName", "Input.Password", "Input.Again"];

    /// <summary>Whether the link is no longer good.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The page, which no cache keeps.</summary>
    protected IActionResult Show()
    {
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    /// <summary>One answer to a link that is used, too old, replaced, or was never made.</summary>
    protected IActionResult Gone()
    {
        ModelState.Clear();
        IsGone = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Show();
    }

    /// <summary>What was typed cannot be taken: 422 and the form again.</summary>
    protected IActionResult Refuse()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show();
    }

    /// <summary>Too many passwords are being hashed: 503 and the form again. The link stays good.</summary>
    internal IActionResult Busy(IStringLocalizer<AccountsText> words)
    {
        ModelState.AddModelError("Input.Password", words["SignInBusy"]);
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Show();
    }

    /// <summary>Asks every rule for passwords of the site; what is wrong stands at the field then.</summary>
    internal async Task CheckAsync(UserManager<Account> accounts, Account account, string password)
    {
        foreach (var rule in accounts.PasswordValidators)
        {
            foreach (var error in (await rule.ValidateAsync(accounts, account, password)).Errors)
                ModelState.AddModelError("Input.Password", error.Description);
        }
    }
}
