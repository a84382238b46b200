using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Base of the pages that a one-time link opens. They need no sign-in and are never cached.</summary>
public abstract class LinkPage : FeaturePage
{
    /// <summary>Field names in the order of the page, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = ["Input.Email", "Input.DisplayName", "Input.Password", "Input.Again"];

    /// <summary>Whether the link is not valid any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Responds with the page and forbids caching.</summary>
    protected IActionResult Show()
    {
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    /// <summary>Responds 404, the same for a used, expired, replaced or unknown link.</summary>
    protected IActionResult Gone()
    {
        ModelState.Clear();
        IsGone = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Show();
    }

    /// <summary>Responds 422 with the form and its errors.</summary>
    protected IActionResult Refuse()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show();
    }

    /// <summary>Responds 503 with the form: too many passwords are being hashed. The link stays valid.</summary>
    internal IActionResult Busy(IStringLocalizer<AccountsText> text)
    {
        ModelState.AddModelError("Input.Password", text["SignInBusy"]);
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Show();
    }

    /// <summary>Validates the password against the site's rules and adds the errors to its field.</summary>
    internal async Task CheckPasswordAsync(UserManager<Account> accounts, Account account, string password)
    {
        foreach (var rule in accounts.PasswordValidators)
        {
            foreach (var error in (await rule.ValidateAsync(accounts, account, password)).Errors)
                ModelState.AddModelError("Input.Password", error.Description);
        }
    }
}
