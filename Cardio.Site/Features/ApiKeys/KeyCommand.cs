using System.CommandLine;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.ApiKeys;

internal static class KeyCommand
{
    /// <summary>Creates the command: <c>key create</c> prints a new key, <c>key revoke</c> revokes one.</summary>
    public static Command Create(IServiceProvider services) =>
        new("key", "Creates and revokes API keys") { CreateKey(services), Revoke(services) };

    private static Command CreateKey(IServiceProvider services)
    {
        var owner = new Option<string>("--owner") { Description = "E-mail address of the account that the key acts for", Required = true };
        var name = new Option<string>("--name") { Description = "Purpose of the key", DefaultValueFactory = _ => "console" };
        var scope = new Option<string[]>("--scope")
        {
            Description = $"Scopes of the key: {string.Join(", ", ApiGroup.Scopes)}",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var days = new Option<int>("--days")
        {
            Description = $"Days until the key expires, at most {NewKey.MaximumDays}", DefaultValueFactory = _ => NewKey.DefaultDays,
        };
        var create = new Command("create", "Creates a key and prints it; it is not shown again") { owner, name, scope, days };
        create.SetAction(async (call, cancellationToken) =>
        {
            var store = services.GetRequiredService<KeyStore>();
            var email = call.GetRequiredValue(owner).Trim();
            var account = (await store.OwnersAsync(cancellationToken))
                .FirstOrDefault(account => string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase));
            if (account is null) return await FailAsync(call, "No enabled account has this e-mail address.");
            var scopes = (call.GetValue(scope) ?? []).Distinct().ToList();
            var key = new NewKey(account.Id, TypedText.Line(call.GetValue(name)) ?? "", scopes, call.GetValue(days));
            if (FindError(key) is { } error) return await FailAsync(call, error);
            if (key.Scopes.Count > 0 && !account.IsDoctor)
                return await FailAsync(call, "Scopes require a doctor's account: give this account the role doctor, or omit --scope.");
            if (await store.CreateAsync(key, Actors.Console, cancellationToken) is not { } text)
                return await FailAsync(call, "The account is disabled.");
            await call.InvocationConfiguration.Output.WriteLineAsync(text.ToString());
            return 0;
        });
        return create;
    }

    private static string? FindError(NewKey key) =>
        key.Name.Length is 0 or > NewKey.NameLength ? $"--name must have 1 to {NewKey.NameLength} characters."
        : key.Scopes.Except(ApiGroup.Scopes).Any() ? $"--scope must be one of {string.Join(", ", ApiGroup.Scopes)}."
        : key.Days is < 1 or > NewKey.MaximumDays ? $"--days must be between 1 and {NewKey.MaximumDays}."
        : null;

    private static Command Revoke(IServiceProvider services)
    {
        var id = new Argument<string>("id") { Description = "Identifier: the middle part of the key" };
        var revoke = new Command("revoke", "Revokes a key permanently") { id };
        revoke.SetAction(async (call, cancellationToken) =>
            await services.GetRequiredService<KeyStore>().RevokeAsync(call.GetRequiredValue(id), Actors.Console, cancellationToken)
                ? 0
                : await FailAsync(call, "The key does not exist or is already revoked."));
        return revoke;
    }

    private static async Task<int> FailAsync(ParseResult call, string sentence)
    {
        await call.InvocationConfiguration.Error.WriteLineAsync(sentence);
        return 2;
    }
}
