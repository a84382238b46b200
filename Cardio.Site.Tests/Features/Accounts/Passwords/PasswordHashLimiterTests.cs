using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.Passwords;

public sealed class PasswordHashLimiterTests
{
    [Fact]
    public async Task Who_finds_the_lane_full_is_sent_away_for_a_moment_and_keeps_the_address_typed()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:SignInQueue"] = "0" });
        var doctor = await host.DoctorAsync();
        var visitor = host.Anonymous();
        var lane = host.Services.GetRequiredService<PasswordHashLimiter>();
        using (await lane.EnterAsync(new DefaultHttpContext()))
        using (await lane.EnterAsync(new DefaultHttpContext()))
        {
            using var response = await visitor.PostAsync("/sign-in", new() { ["Email"] = "manager@cardio.example", ["Password"] = DemoAccounts.Password });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
            var page = await Visitor.ReadAsync(response);
            Assert.Equal("manager@cardio.example", page.QuerySelector("#Email")!.GetAttribute("value"));
            Assert.Contains("try again", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

            // Those who work are not in that lane.
            using var assessed = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
            Assert.Equal(HttpStatusCode.Redirect, assessed.StatusCode);
        }
        await visitor.SignInAsync("manager@cardio.example");
        Assert.Empty(await host.TrailAsync("signInRefused"));
    }

    [Fact]
    public async Task A_short_queue_waits()
    {
        await using var host = await CardioHost.StartAsync();
        var lane = host.Services.GetRequiredService<PasswordHashLimiter>();
        _ = host.Anonymous();
        var held = new List<RateLimitLease> { await lane.EnterAsync(new DefaultHttpContext()), await lane.EnterAsync(new DefaultHttpContext()) };
        var waiting = host.DoctorAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        held.ForEach(lease => lease.Dispose());
        await waiting;
    }
}
