using System.CommandLine;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Invitations;

internal static class AdminCommand
{
    /// <summary><c>admin create</c> makes an administrator, <c>admin link</c> a new one-time link for an account; both print the link's path.</summary>
    public static Command Create(IServiceProvider services) => new("admin", "Administrators") { CreateAdministrator(services), Link(services) };

    private static Command CreateAdministrator(IServiceProvider services)
    {
        var email = Email();
        var name = new Option<string>("--name") { Description = "Name shown to others; the first part of the address without it" };
        var create = new Command("create", "Makes an administrator's account and prints its one-time link") { email, name };
        create.SetAction(async (call, cancellationToken) =>
        {
            var address = call.GetRequiredValue(email).Trim();
            if (!EmailAddress.IsValid(address)) return await RefuseAsync(call, "--email is not an e-mail address.");
            var account = new NewAccount(address, TypedText.Line(call.GetValue(name)) ?? address.Split('@')[0], [Roles.Admin]);
            return await services.GetRequiredService<InvitationStore>().InviteAsync(account, Actors.Console, cancellationToken) is { } token
                ? await PrintAsync(call, token)
                : await RefuseAsync(call, "There is an account with this e-mail address already; `admin link` makes a new link for it.");
        });
        return create;
    }

    private static Command Link(IServiceProvider services)
    {
        var email = Email();
        var link = new Command("link", "Makes a new one-time link for an account that is there, such as an administrator's with a lost password") { email };
        link.SetAction(async (call, cancellationToken) =>
        {
            var store = services.GetRequiredService<InvitationStore>();
            var address = services.GetRequiredService<ILookupNormalizer>().NormalizeName(call.GetRequiredValue(email).Trim());
            if (await store.FindAccountAsync(address, cancellationToken) is not { } id) return await RefuseAsync(call, "There is no account with this e-mail address.");
            return await store.RenewAsync(id, Actors.Console, cancellationToken) is { } token
                ? await PrintAsync(call, token)
                : await RefuseAsync(call, "The account is disabled.");
        });
        return link;
    }

    private static Option<string> Email() => new("--email") { Description = "E-mail address", Required = true };

    private static async Task<int> PrintAsync(ParseResult call, string token)
    {
        await call.InvocationConfiguration.Output.WriteLineAsync(InvitationStore.Path(token));
        await call.InvocationConfiguration.Error.WriteLineAsync($"Open this path of the site: it works once, within {InvitationStore.Hours} hours.");
        return 0;
    }

    private static async Task<int> RefuseAsync(ParseResult call, string sentence)
    {
        await call.InvocationConfiguration.Error.WriteLineAsync(sentence);
        return 2;
    }
}
