using System.Net;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.SignIn;

public sealed class SignInLimitTests
{
    private static readonly Dictionary<string, string?> Narrow = new()
    {
        ["Accounts:FailureBurst"] = "3", ["Accounts:FailuresPerMinute"] = "1",
    };

    [Fact]
    public async Task Too_many_failures_from_an_address_get_429_with_Retry_After()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GuessAsync(host, "Doctor@cardio.example ")).StatusCode);
        using var refused = await GuessAsync(host, "doctor@cardio.example");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("Too many requests from you", (await Visitor.ReadAsync(refused)).QuerySelector("h1")!.TextContent);
        Assert.Equal(3, (await host.TrailAsync("signInRefused")).Count);
        await host.Anonymous().PageAsync("/sign-in"); // opening the page is not limited
    }

    [Fact]
    public async Task Correct_password_passes_despite_failures_of_other_accounts()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 5; i++) (await GuessAsync(host, "manager@cardio.example")).Dispose();
        await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    [Fact]
    public async Task Guesses_across_accounts_are_limited_to_ten_times_the_burst()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        var known = host.Anonymous();
        await known.SignInAsync("doctor@cardio.example");
        await known.SignOutAsync();
        for (var i = 0; i < 30; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GuessAsync(host, $"nobody{i}@cardio.example")).StatusCode);
        using var refused = await GuessAsync(host, "nobody31@cardio.example");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await known.SignInAsync("doctor@cardio.example"); // a known browser
    }

    [Fact]
    public async Task Form_without_antiforgery_token_does_not_count()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 5; i++)
        {
            using var bad = await host.Anonymous()
                .SendAsync(HttpMethod.Post, "/sign-in", new() { ["Email"] = "doctor@cardio.example" }, htmx: false);
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }
        await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    [Fact]
    public async Task Guesses_of_one_time_links_count()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        var visitor = host.Anonymous();
        var fields = new Dictionary<string, string?> { ["__RequestVerificationToken"] = await visitor.TokenAsync() };
        foreach (var path in new[] { "/invitation/x", "/set-up/x", "/invitation/y" })
        {
            using var gone = await visitor.SendAsync(HttpMethod.Post, path, fields, htmx: false);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }
        using var refused = await visitor.SendAsync(HttpMethod.Post, "/set-up/y", fields, htmx: false);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Successful_sign_ins_from_one_address_are_unlimited()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 8; i++) await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    private static async Task<HttpResponseMessage> GuessAsync(CardioHost host, string email) =>
        await host.Anonymous().PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = $"{DemoAccounts.Password} not" });
}
