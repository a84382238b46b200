using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>Services that every <see cref="AccountPage"/> needs.</summary>
internal sealed record AccountPageServices(
    UserManager<Account> Accounts,
    SignInManager<Account> SignIn,
    SignInFlow Flow,
    IOptionsMonitor<AccountOptions> Options,
    IStringLocalizer<AccountsText> Text);
