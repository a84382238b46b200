using System.Net;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.SignIn;

public sealed class SignInLimitTests
{
    private static readonly Dictionary<string, string?> Narrow = new() { ["Accounts:FailureBurst"] = "3", ["Accounts:FailuresPerMinute"] = "1" };

    [Fact]
    public async Task An_address_that_failed_too_often_is_told_when_to_come_again()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GuessAsync(host, "Doctor@cardio.example ")).StatusCode);
        using var refused = await GuessAsync(host, "doctor@cardio.example");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("Too many requests from you", (await Visitor.ReadAsync(refused)).QuerySelector("h1")!.TextContent);
        Assert.Equal(3, (await host.TrailAsync("signInRefused")).Count);
        await host.Anonymous().PageAsync("/sign-in"); // to look is free
    }

    [Fact]
    public async Task A_right_password_passes_whatever_others_here_guessed()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 5; i++) (await GuessAsync(host, "manager@cardio.example")).Dispose();
        await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    [Fact]
    public async Task Guesses_spread_over_many_accounts_end_at_ten_times_the_burst()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        var known = host.Anonymous();
        await known.SignInAsync("doctor@cardio.example");
        await known.SignOutAsync();
        for (var i = 0; i < 30; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GuessAsync(host, $"nobody{i}@cardio.example")).StatusCode);
        using var refused = await GuessAsync(host, "nobody31@cardio.example");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await known.SignInAsync("doctor@cardio.example"); // its browser is known
    }

    [Fact]
    public async Task A_form_without_its_token_is_no_guess()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 5; i++)
        {
            using var bad = await host.Anonymous().SendAsync(HttpMethod.Post, "/sign-in", new() { ["Email"] = "doctor@cardio.example" }, htmx: false);
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }
        await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    [Fact]
    public async Task A_guess_at_a_link_counts_too()
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
    public async Task A_hospital_behind_one_address_signs_in_as_it_likes()
    {
        await using var host = await CardioHost.StartAsync(settings: new(Narrow));
        for (var i = 0; i < 8; i++) await host.Anonymous().SignInAsync("doctor@cardio.example");
    }

    private static async Task<HttpResponseMessage> GuessAsync(CardioHost host, string email) =>
        await host.Anonymous().PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = $"{DemoAccounts.Password} not" });
}
