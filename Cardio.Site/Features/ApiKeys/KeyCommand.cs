using System.CommandLine;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.ApiKeys;

internal static class KeyCommand
{
    /// <summary><c>key create</c> prints a new key, this once; <c>key revoke</c> ends one.</summary>
    public static Command Create(IServiceProvider services) => new("key", "Keys of programs") { CreateKey(services), Revoke(services) };

    private static Command CreateKey(IServiceProvider services)
    {
        var owner = new Option<string>("--owner") { Description = "E-mail address of the account that the key acts for", Required = true };
        var name = new Option<string>("--name") { Description = "What the key is for", DefaultValueFactory = _ => "console" };
        var scope = new Option<string[]>("--scope") { Description = $"What the key may do: {string.Join(", ", ApiGroup.Scopes)}", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var days = new Option<int>("--days") { Description = $"Days that it holds, at most {NewKey.MaximumDays}", DefaultValueFactory = _ => NewKey.DefaultDays };
        var create = new Command("create", "Makes a key and prints it: it is shown only now") { owner, name, scope, days };
        create.SetAction(async (call, cancellationToken) =>
        {
            var store = services.GetRequiredService<KeyStore>();
            var email = call.GetRequiredValue(owner).Trim();
            var account = (await store.OwnersAsync(cancellationToken)).FirstOrDefault(one => string.Equals(one.Email, email, StringComparison.OrdinalIgnoreCase));
            if (account is null) return await RefuseAsync(call, "There is no enabled account with this e-mail address.");
            var key = new NewKey(account.Id, TypedText.Line(call.GetValue(name)) ?? "", [.. (call.GetValue(scope) ?? []).Distinct()], call.GetValue(days));
            if (Fault(key) is { } fault) return await RefuseAsync(call, fault);
            if (key.Scopes.Count > 0 && !account.IsDoctor)
                return await RefuseAsync(call, "A key with scopes needs a doctor's account; give this account the role doctor, or leave --scope out.");
            if (await store.CreateAsync(key, Actors.Console, cancellationToken) is not { } text) return await RefuseAsync(call, "The account is disabled.");
            await call.InvocationConfiguration.Output.WriteLineAsync(text.ToString());
            return 0;
        });
        return create;
    }

    private static string? Fault(NewKey key) =>
        key.Name.Length is 0 or > NewKey.NameLength ? $"--name has between 1 and {NewKey.NameLength} characters."
        : key.Scopes.Except(ApiGroup.Scopes).Any() ? $"--scope is one of {string.Join(", ", ApiGroup.Scopes)}."
        : key.Days is < 1 or > NewKey.MaximumDays ? $"--days is between 1 and {NewKey.MaximumDays}."
        : null;

    private static Command Revoke(IServiceProvider services)
    {
        var id = new Argument<string>("id") { Description = "Identifier of the key, its middle part" };
        var revoke = new Command("revoke", "Ends a key for good") { id };
        revoke.SetAction(async (call, cancellationToken) =>
            await services.GetRequiredService<KeyStore>().RevokeAsync(call.GetRequiredValue(id), Actors.Console, cancellationToken)
                ? 0
                : await RefuseAsync(call, "There is no such key that is not revoked yet."));
        return revoke;
    }

    private static async Task<int> RefuseAsync(ParseResult call, string sentence)
    {
        await call.InvocationConfiguration.Error.WriteLineAsync(sentence);
        return 2;
    }
}
