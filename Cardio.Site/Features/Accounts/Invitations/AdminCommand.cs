using System.CommandLine;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Invitations;

internal static class AdminCommand
{
    /// <summary>
    /// <c>admin create</c> creates an administrator, <c>admin link</c> creates a new one-time link for an account. Both print
    /// the path of the link.
    /// </summary>
    public static Command Create(IServiceProvider services) =>
        new("admin", "Manages administrators") { CreateAdministratorCommand(services), CreateLinkCommand(services) };

    private static Command CreateAdministratorCommand(IServiceProvider services)
    {
        var email = CreateEmailOption();
        var name = new Option<string>("--name")
        {
            Description = "Name shown to other users; defaults to the part of the e-mail address before the @",
        };
        var create = new Command("create", "Creates an administrator account and prints its one-time link") { email, name };
        create.SetAction(async (call, cancellationToken) =>
        {
            var address = call.GetRequiredValue(email).Trim();
            if (!EmailAddress.IsValid(address)) return await RejectAsync(call, "--email is not an e-mail address.");
            var account = new NewAccount(address, TypedText.Line(call.GetValue(name)) ?? address.Split('@')[0], [Roles.Admin]);
            var store = services.GetRequiredService<InvitationStore>();
            return await store.InviteAsync(account, Actors.Console, cancellationToken) is { } token
                ? await PrintAsync(call, token)
                : await RejectAsync(call, "An account with this e-mail address already exists; `admin link` creates a new link for it.");
        });
        return create;
    }

    private static Command CreateLinkCommand(IServiceProvider services)
    {
        var email = CreateEmailOption();
        var link = new Command("link", "Creates a new one-time link for an existing account, for example after a lost password") { email };
        link.SetAction(async (call, cancellationToken) =>
        {
            var store = services.GetRequiredService<InvitationStore>();
            var address = services.GetRequiredService<ILookupNormalizer>().NormalizeName(call.GetRequiredValue(email).Trim());
            if (await store.FindAccountAsync(address, cancellationToken) is not { } id)
                return await RejectAsync(call, "No account has this e-mail address.");
            return await store.RenewAsync(id, Actors.Console, cancellationToken) is { } token
                ? await PrintAsync(call, token)
                : await RejectAsync(call, "The account is disabled.");
        });
        return link;
    }

    private static Option<string> CreateEmailOption() => new("--email") { Description = "E-mail address", Required = true };

    private static async Task<int> PrintAsync(ParseResult call, string token)
    {
        await call.InvocationConfiguration.Output.WriteLineAsync(InvitationStore.Path(token));
        await call.InvocationConfiguration.Error.WriteLineAsync(
            $"Open this path on the site within {InvitationStore.Hours} hours. The link works once.");
        return 0;
    }

    private static async Task<int> RejectAsync(ParseResult call, string message)
    {
        await call.InvocationConfiguration.Error.WriteLineAsync(message);
        return 2;
    }
}
