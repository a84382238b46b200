using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.Sessions;

public sealed class SessionTests
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Session_ends_after_15_idle_minutes_and_requests_extend_it(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        using var cookie = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        for (var i = 0; i < 3; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(14));
            Assert.True(await cookie.OpensAsync());
        }
        host.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.False(await cookie.OpensAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Session_ends_after_eight_hours_even_if_active(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        using var cookie = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        for (var i = 0; i < 47; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.True(await cookie.OpensAsync());
        }
        host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(await cookie.OpensAsync());
    }

    [Theory]
    [InlineData("/account", true)]
    [InlineData("/session/notice", false)]
    public async Task Automatic_requests_do_not_extend_the_session(string path, bool background)
    {
        await using var host = await CardioHost.StartAsync();
        using var cookie = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.True(await cookie.OpensAsync(path, background));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await cookie.OpensAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Copied_cookie_is_invalid_after_sign_out(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = host.Anonymous();
        using var cookie = await StolenCookie.CreateAsync(host, doctor, Doctor);
        Assert.True(await cookie.OpensAsync());
        await doctor.SignOutAsync();
        Assert.False(await cookie.OpensAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Copied_cookie_is_invalid_after_a_password_change(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = host.Anonymous();
        using var cookie = await StolenCookie.CreateAsync(host, doctor, Doctor);
        const string another = "quite another long sentence";
        using var changed = await doctor.PostAsync(
            "/account/password", new() { ["Current"] = DemoAccounts.Password, ["New"] = another, ["Again"] = another });
        Assert.Equal("/sign-in?notice=Password", changed.Headers.Location?.OriginalString, ignoreCase: true);
        Assert.False(await cookie.OpensAsync());
        using var again = await host.Anonymous().PostAsync("/sign-in", new() { ["Email"] = Doctor, ["Password"] = another });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Single(await host.TrailAsync("passwordChanged"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Cookie_is_invalid_once_the_account_is_disabled_or_changed(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        using var doctor = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        using var manager = await StolenCookie.CreateAsync(host, host.Anonymous(), "manager@cardio.example");
        await host.Database.Source.ExecuteAsync("update account set disabled_at = created_at where email = @Doctor", new { Doctor });
        await host.Database.Source.ExecuteAsync("update account set security_stamp = 'another' where email = 'manager@cardio.example'");
        Assert.False(await doctor.OpensAsync());
        Assert.False(await manager.OpensAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task User_lists_sessions_and_ends_one_or_all_others(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        using var first = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        var page = await doctor.PageAsync("/account/sessions");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        var id = page.QuerySelector("tbody input[name=id]")!.GetAttribute("value");
        (await doctor.PostAsync("/account/sessions", new() { ["id"] = id })).Dispose();
        Assert.False(await first.OpensAsync());

        using var second = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        using var third = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        using var manager = await StolenCookie.CreateAsync(host, host.Anonymous(), "manager@cardio.example");
        (await doctor.PostAsync("/account/sessions", [], handler: "Others")).Dispose();
        Assert.False(await second.OpensAsync() || await third.OpensAsync());
        Assert.True(await manager.OpensAsync());
        Assert.Single((await doctor.PageAsync("/account/sessions")).QuerySelectorAll("tbody tr"));
        Assert.Equal(3, (await host.TrailAsync("sessionEnded")).Count);
    }

    [Fact]
    public async Task User_cannot_end_the_session_of_another_user()
    {
        await using var host = await CardioHost.StartAsync();
        using var cookie = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        var manager = await host.ManagerAsync();
        _ = await host.SignedInAsync("manager@cardio.example", "en");
        var id = (await host.TrailAsync("signedIn"))[0].Subject;
        using var response = await manager.PostAsync("/account/sessions", new() { ["id"] = id });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(await cookie.OpensAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Sign_in_ends_the_previous_session_and_issues_a_new_key(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var browser = host.Anonymous();
        var page = await browser.PageAsync("/sign-in"); // opened in another tab before the first sign-in
        var token = page.QuerySelector("#sign-in-form input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var planted = await StolenCookie.CreateAsync(host, browser, "manager@cardio.example");
        Assert.True(await planted.OpensAsync());
        using var response = await browser.SendAsync(
            HttpMethod.Post, "/sign-in",
            new() { ["Email"] = Doctor, ["Password"] = DemoAccounts.Password, ["__RequestVerificationToken"] = token }, htmx: false);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
        Assert.False(await planted.OpensAsync());
        Assert.Contains(Doctor, (await browser.PageAsync("/account")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await host.TrailAsync("signedOut"));
    }

    [Fact]
    public async Task Failed_sign_in_keeps_the_existing_session()
    {
        await using var host = await CardioHost.StartAsync();
        var browser = host.Anonymous();
        var page = await browser.PageAsync("/sign-in");
        var token = page.QuerySelector("#sign-in-form input[name=__RequestVerificationToken]")!.GetAttribute("value");
        await browser.SignInAsync(Doctor);
        (
            await browser.SendAsync(
                HttpMethod.Post, "/sign-in", new() { ["Email"] = Doctor, ["Password"] = "x", ["__RequestVerificationToken"] = token },
                htmx: false))
            .Dispose();
        await browser.PageAsync("/account");
    }

    [Fact]
    public async Task Open_page_is_warned_two_minutes_before_the_end_and_after_it()
    {
        await using var host = await CardioHost.StartAsync();
        using var cookie = await StolenCookie.CreateAsync(host, host.Anonymous(), Doctor);
        Assert.Equal(HttpStatusCode.NoContent, await WatchAsync());
        host.Time.Advance(TimeSpan.FromMinutes(13.5));
        Assert.Equal(HttpStatusCode.OK, await WatchAsync());
        using (var notice = await cookie.GetAsync("/session", ("HX-Request", "true"), (SessionStore.BackgroundHeader, "true")))
        {
            var page = await Visitor.ReadAsync(notice);
            Assert.Contains("about 2 min", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("button[hx-get='/session?handler=Stay']"));
        }
        (await cookie.GetAsync("/session?handler=Stay", ("HX-Request", "true"))).Dispose();
        using (var gone = await cookie.GetAsync("/session?shown=true", ("HX-Request", "true"), (SessionStore.BackgroundHeader, "true")))
            Assert.Equal("", await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        host.Time.Advance(TimeSpan.FromMinutes(15));
        using var ended = await cookie.GetAsync(
            "/session", ("HX-Request", "true"), ("HX-Current-URL", "https://cardio.example/assessments?page=2"));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Contains(
            "/sign-in?returnUrl=%2Fassessments%3Fpage%3D2", ended.Headers.GetValues("HX-Trigger").Single(), StringComparison.Ordinal);

        async Task<HttpStatusCode> WatchAsync()
        {
            using var response = await cookie.GetAsync("/session", ("HX-Request", "true"), (SessionStore.BackgroundHeader, "true"));
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("/about", true)]
    [InlineData("/assessments", true)]
    [InlineData("/assessments/new", false)]
    [InlineData("/account/password", false)]
    public async Task Page_without_form_opens_the_notice_without_JavaScript(string path, bool leads)
    {
        await using var host = await CardioHost.StartAsync();
        var page = await (await host.DoctorAsync()).PageAsync(path);
        var head = page.QuerySelector("head noscript")?.InnerHtml ?? "";
        Assert.Equal(
            leads, head.Contains($"content=\"780;url=/session/notice?returnUrl={Uri.EscapeDataString(path)}\"", StringComparison.Ordinal));
        Assert.Contains("You are signed in until 12:15", page.QuerySelector("body > noscript")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/%C3%A9?q=%E2%82%AC", "/%C3%A9?q=%E2%82%AC")]
    [InlineData("//evil.example", "/")]
    public async Task Return_address_is_escaped_and_stays_on_the_site(string returnUrl, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var signedIn = await doctor.GetAsync($"/sign-in?returnUrl={returnUrl}");
        Assert.Equal(expected, signedIn.Headers.Location?.OriginalString);
        using var language = await doctor.SendAsync(
            HttpMethod.Post, "/language",
            new()
            {
                ["__RequestVerificationToken"] = await doctor.TokenAsync(), ["culture"] = "en",
                ["returnUrl"] = Uri.UnescapeDataString(returnUrl),
            },
            htmx: false);
        Assert.Equal(expected, language.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Sign_out_clears_cache_and_storage_of_the_browser()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var page = await doctor.PageAsync("/account");
        var token = page.QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var response = await doctor.SendAsync(
            HttpMethod.Post, "/sign-out", new() { ["__RequestVerificationToken"] = token }, htmx: false);
        Assert.Equal("\"cache\", \"storage\"", string.Join(", ", response.Headers.GetValues("Clear-Site-Data")));
    }
}
