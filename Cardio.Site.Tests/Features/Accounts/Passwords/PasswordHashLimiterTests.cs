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
    public async Task Full_queue_gets_503_and_keeps_the_typed_address()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:SignInQueue"] = "0" });
        var doctor = await host.DoctorAsync();
        var visitor = host.Anonymous();
        var limiter = host.Services.GetRequiredService<PasswordHashLimiter>();
        using (await limiter.AcquireAsync(new DefaultHttpContext()))
        using (await limiter.AcquireAsync(new DefaultHttpContext()))
        {
            using var response = await visitor.PostAsync(
                "/sign-in", new() { ["Email"] = "manager@cardio.example", ["Password"] = DemoAccounts.Password });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
            var page = await Visitor.ReadAsync(response);
            Assert.Equal("manager@cardio.example", page.QuerySelector("#Email")!.GetAttribute("value"));
            Assert.Contains("try again", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

            // They do not use that limiter.
            using var assessed = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
            Assert.Equal(HttpStatusCode.Redirect, assessed.StatusCode);
        }
        await visitor.SignInAsync("manager@cardio.example");
        Assert.Empty(await host.TrailAsync("signInRefused"));
    }

    [Fact]
    public async Task Sign_in_waits_in_the_queue()
    {
        await using var host = await CardioHost.StartAsync();
        var limiter = host.Services.GetRequiredService<PasswordHashLimiter>();
        _ = host.Anonymous();
        var held = new List<RateLimitLease>
        {
            await limiter.AcquireAsync(new DefaultHttpContext()), await limiter.AcquireAsync(new DefaultHttpContext()),
        };
        var waiting = host.DoctorAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        held.ForEach(lease => lease.Dispose());
        await waiting;
    }
}
