using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.SignIn;

public sealed class SignInTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Lockout_stops_passwords_but_not_passkeys(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Accounts:LockoutAfter"] = "3" });
        _ = host.Anonymous();
        var guard = host.Services.GetRequiredService<SignInGuard>();
        async Task<Account> ReadAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync("doctor@cardio.example"))!;
        }
        var account = await ReadAsync();
        for (var i = 0; i < 3; i++) await guard.RefuseAsync(account, AuthenticationMethods.Password);
        Assert.False(await guard.CheckPasswordAsync(account, null));
        Assert.True(await guard.CheckPasskeyAsync(account));
        Assert.False(await guard.CheckPasswordAsync(account, null)); // the lock remains
        await host.Database.Source.ExecuteAsync("update account set security_stamp = 'another'");
        Assert.False(await guard.CheckPasskeyAsync(account));
        account = await ReadAsync();
        Assert.True(await guard.CheckPasskeyAsync(account));
        await host.Database.Source.ExecuteAsync("update account set disabled_at = created_at");
        Assert.False(await guard.CheckPasskeyAsync(account));
    }

    [Theory]
    [InlineData("doctor@cardio.example", "/assessments/new")]
    [InlineData("manager@cardio.example", "/dashboard")]
    [InlineData("admin@cardio.example", "/administration/users")] // which redirects to the set-up of the second factor
    public async Task Home_page_redirects_each_role_to_its_work(string email, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        var visitor = await host.SignedInAsync(email, "en");
        using var response = await visitor.GetAsync("/");
        Assert.Equal(expected, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("doctor@cardio.example", "wrong-password-wrong")]
    [InlineData("nobody@cardio.example", "cardio-demo-password")]
    [InlineData("\uFFFEnobody@cardio.example", "cardio-demo-password")] // which Unicode normalization does not handle
    public async Task Wrong_password_and_unknown_address_get_the_same_message(string email, string password)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.Contains(
            "is incorrect, or the account is temporarily locked", page.QuerySelector(".error-summary")!.TextContent,
            StringComparison.Ordinal);
        Assert.StartsWith("Error:", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_out_the_correct_password_too()
    {
        await using var host = await CardioHost.StartAsync();
        var visitor = host.Anonymous();
        for (var i = 0; i < 10; i++)
            (await visitor.PostAsync("/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = "wrong-password-wrong" }))
                .Dispose();

        using var response = await visitor.PostAsync(
            "/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = DemoAccounts.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Sign_in_does_not_redirect_to_another_site(string returnUrl)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().PostAsync(
            "/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = DemoAccounts.Password, ["ReturnUrl"] = returnUrl });
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/assessments")]
    [InlineData("/assessments/new")]
    [InlineData("/dashboard")]
    [InlineData("/account")]
    public async Task Anonymous_request_redirects_to_sign_in(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("https://cardio.example/sign-in?returnUrl=", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragment_without_session_redirects_the_whole_page_to_sign_in()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await host.Anonymous().GetAsync("/assessments", htmx: true);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2F", response.Headers.GetValues("HX-Redirect").Single());
    }

    [Fact]
    public async Task Sign_out_ends_the_session()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await doctor.SignOutAsync();
        using var after = await doctor.GetAsync("/assessments");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task Production_has_no_demo_account()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["environment"] = "Production" });
        var page = await host.Anonymous().PageAsync("/sign-in");
        Assert.DoesNotContain(DemoAccounts.Password, page.Body!.TextContent, StringComparison.Ordinal);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync("doctor@cardio.example"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Fifty_parallel_failures_all_count(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        _ = await host.DoctorAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IUserStore<Account>>() as IUserLockoutStore<Account>;
        var account = await store!.FindByNameAsync("DOCTOR@CARDIO.EXAMPLE", TestContext.Current.CancellationToken);
        var counts = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => store.IncrementAccessFailedCountAsync(new() { Id = account!.Id }, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(1, 50), counts.Order());
    }
}
