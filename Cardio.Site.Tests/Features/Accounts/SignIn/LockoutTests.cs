using System.Net;
using System.Text.RegularExpressions;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.SignIn;

public sealed partial class LockoutTests
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Ten_of_fifty_parallel_guesses_count_and_lock_the_account(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:SignInQueue"] = "100" });
        var token = await TokenAsync(host);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GuessAsync(token, Doctor, "wrong-password-wrong")));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.UnprocessableEntity, status));

        var refused = await host.TrailAsync("signInRefused");
        Assert.Equal(10, refused.Count(entry => entry.Detail == "pwd wrong"));
        Assert.Equal(40, refused.Count(entry => entry.Detail == "pwd locked"));
        Assert.Single(await host.TrailAsync("accountLocked"));
        Assert.Single(refused.Select(entry => entry.Subject).Distinct());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await GuessAsync(token, Doctor, DemoAccounts.Password));
        host.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Redirect, await GuessAsync(token, Doctor, DemoAccounts.Password));
        Assert.Null((await host.Database.Verification().RunAsync(null, TestContext.Current.CancellationToken)).Fault);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Expired_lockout_and_correct_password_reset_the_count(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:LockoutAfter"] = "3" });
        var token = await TokenAsync(host);
        await GuessesAsync(3);
        host.Time.Advance(TimeSpan.FromMinutes(16));
        await GuessesAsync(2);
        Assert.Equal(HttpStatusCode.Redirect, await GuessAsync(token, Doctor, DemoAccounts.Password));
        await GuessesAsync(2);
        Assert.Equal(HttpStatusCode.Redirect, await GuessAsync(token, Doctor, DemoAccounts.Password));
        Assert.Single(await host.TrailAsync("accountLocked"));

        async Task GuessesAsync(int count)
        {
            for (var i = 0; i < count; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await GuessAsync(token, Doctor, "wrong"));
        }
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_despite_correct_passwords_between()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:LockoutAfter"] = "4" });
        _ = host.Anonymous();
        var secret = await EnrolledAsync(host);
        var visitor = host.Anonymous();
        for (var i = 0; i < 4; i++)
        {
            (await visitor.PostAsync("/sign-in", new() { ["Email"] = Doctor, ["Password"] = DemoAccounts.Password })).Dispose();
            using var wrong = await visitor.PostAsync("/sign-in/code", new() { ["Code"] = i % 2 == 0 ? "000000" : "BCDFG-HJKMN" });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }
        Assert.Single(await host.TrailAsync("accountLocked"));
        using var right = await visitor.PostAsync("/sign-in/code", new() { ["Code"] = host.Code(secret) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
    }

    [Fact]
    public async Task Every_failed_sign_in_gets_the_same_response()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:LockoutAfter"] = "3" });
        var expected = await AnswerAsync("nobody@cardio.example", "wrong-password-wrong");
        Assert.Equal(expected, await AnswerAsync(Doctor, "wrong-password-wrong"));
        for (var i = 0; i < 3; i++) await AnswerAsync(Doctor, "wrong-password-wrong");
        Assert.Equal(expected, await AnswerAsync(Doctor, DemoAccounts.Password));
        await host.Database.Source.ExecuteAsync(
            "update account set disabled_at = lockout_end, lockout_end = null where disabled_at is null and lockout_end is not null");
        Assert.Equal(expected, await AnswerAsync(Doctor, DemoAccounts.Password));
        await host.Database.Source.ExecuteAsync("update account set password_hash = null where email = 'manager@cardio.example'");
        Assert.Equal(expected, await AnswerAsync("manager@cardio.example", ""), StringComparer.Ordinal);
        Assert.Equal(["unknown", "wrong", "wrong", "wrong", "locked", "locked", "disabled"],
            (await host.TrailAsync("signInRefused")).Select(entry => entry.Detail["pwd ".Length..]).Take(7));
        Assert.DoesNotContain(
            await host.TrailAsync("signInRefused"),
            entry => entry.Detail.Contains("nobody", StringComparison.Ordinal) || entry.Subject.Contains('@'));

        async Task<string> AnswerAsync(string email, string password)
        {
            using var response = await host.Anonymous()
                .PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password.Length == 0 ? "x" : password });
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return $"{response.StatusCode} {Varying().Replace(body.Replace($"value=\"{email}\"", "", StringComparison.Ordinal), "")}";
        }
    }

    private static async Task<string> EnrolledAsync(CardioHost host) => await host.EnrolAsync(Doctor);

    /// <summary>A browser that has opened the sign-in page.</summary>
    private static async Task<(HttpClient Http, string Token)> TokenAsync(CardioHost host)
    {
        var http = host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://cardio.example") });
        using var response = await http.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var page = await Visitor.ReadAsync(response);
        return (http, page.QuerySelector("#sign-in-form input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }

    private static async Task<HttpStatusCode> GuessAsync((HttpClient Http, string Token) browser, string email, string password)
    {
        using var form = new FormUrlEncodedContent([
            KeyValuePair.Create("Email", email), KeyValuePair.Create("Password", password),
            KeyValuePair.Create("__RequestVerificationToken", browser.Token)]);
        using var response = await browser.Http.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [GeneratedRegex(@"(?<=__RequestVerificationToken"" type=""hidden"" value="")[^""]*")]
    private static partial Regex Varying();
}
