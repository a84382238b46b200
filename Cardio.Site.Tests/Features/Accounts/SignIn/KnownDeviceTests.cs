using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Accounts.SignIn;

/// <summary>A browser in which the user has signed in before is not locked out by others.</summary>
public sealed class KnownDeviceTests
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Known_device_signs_in_while_strangers_are_locked_out(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:LockoutAfter"] = "3" });
        var known = await KnownAsync(host);
        for (var i = 0; i < 4; i++) await GuessAsync(host.Anonymous());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(host.Anonymous(), DemoAccounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(known, DemoAccounts.Password));

        // A sign-in does not reset the lock, so others get no additional guesses.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(host.Anonymous(), DemoAccounts.Password));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Known_device_gets_no_more_guesses_than_a_stranger(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:LockoutAfter"] = "3" });
        var known = await KnownAsync(host);
        for (var i = 0; i < 3; i++) await GuessAsync(known); // has its own counter
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(host.Anonymous(), DemoAccounts.Password)); // does not lock the account
        for (var i = 0; i < 3; i++) await GuessAsync(known); // unknown again
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(known, DemoAccounts.Password));
        Assert.Equal(6, (await host.TrailAsync("signInRefused")).Count(entry => entry.Detail == "pwd wrong"));
        Assert.Single(await host.TrailAsync("accountLocked"));
    }

    [Fact]
    public async Task New_security_stamp_ends_the_trust()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:LockoutAfter"] = "3" });
        var known = await KnownAsync(host);
        for (var i = 0; i < 3; i++) await GuessAsync(host.Anonymous());
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("update account set security_stamp = 'another' where email = 'doctor@cardio.example'");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(known, DemoAccounts.Password));
    }

    [Fact]
    public async Task Known_device_of_one_account_is_unknown_to_another()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:LockoutAfter"] = "3" });
        var known = await KnownAsync(host);
        for (var i = 0; i < 3; i++) await GuessAsync(known, "manager@cardio.example");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(known, DemoAccounts.Password, "manager@cardio.example"));
    }

    [Fact]
    public async Task Second_address_in_the_form_does_not_evade_the_limit()
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["Accounts:FailureBurst"] = "3", ["Accounts:FailuresPerMinute"] = "1" });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            var visitor = host.Anonymous();
            using var form = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", await visitor.TokenAsync()), new("Email", Doctor),
                new("Email", $"other{i}@cardio.example"),
                new("Password", "wrong-password-wrong"),
            ]);
            using var response = await visitor.SendAsync(HttpMethod.Post, "/sign-in", form);
            statuses.Add(response.StatusCode);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    private static async Task<Visitor> KnownAsync(CardioHost host)
    {
        var visitor = host.Anonymous();
        await visitor.SignInAsync(Doctor);
        await visitor.SignOutAsync();
        return visitor;
    }

    private static async Task GuessAsync(Visitor visitor, string email = Doctor) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(visitor, "wrong-password-wrong", email));

    private static async Task<HttpStatusCode> SignInAsync(Visitor visitor, string password, string email = Doctor)
    {
        using var response = await visitor.PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password });
        if (response.StatusCode == HttpStatusCode.Redirect) await visitor.SignOutAsync();
        return response.StatusCode;
    }
}
