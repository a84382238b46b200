using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.SecondFactor;

public sealed class SecondFactorTests
{
    private const string Doctor = "doctor@cardio.example";
    private const string Admin = "admin@cardio.example";
    private const string SetUp = "/account/second-factor";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Administrator_sets_up_an_app_and_signs_in_with_it(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.WithPasswordAsync(Admin);
        using (var elsewhere = await admin.GetAsync("/account")) Assert.Equal(SetUp, elsewhere.Headers.Location?.OriginalString);
        using (var fragment = await admin.GetAsync("/about", htmx: true))
            Assert.Equal(SetUp, fragment.Headers.GetValues("HX-Redirect").Single());

        var page = await admin.PageAsync(SetUp);
        var secret = page.QuerySelector("#secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("svg.qr path[d^='M']"));
        var sealedSecret = page.QuerySelector("input[name=Sealed]")!.GetAttribute("value");
        var wrongCode = new Dictionary<string, string?>
        {
            ["Code"] = "000000", ["Sealed"] = sealedSecret, ["Current"] = DemoAccounts.Password,
        };
        using (var wrong = await admin.PostAsync(SetUp, wrongCode))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Equal(sealedSecret, (await Visitor.ReadAsync(wrong)).QuerySelector("input[name=Sealed]")!.GetAttribute("value"));
        }
        var first = host.Code(secret);
        foreach (var password in new[] { null, "wrong" })
        {
            using var without = await admin.PostAsync(SetUp, new() { ["Code"] = first, ["Sealed"] = sealedSecret, ["Current"] = password });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
            var refused = await Visitor.ReadAsync(without);
            Assert.Equal("#Current", refused.QuerySelectorAll(".error-summary a").Single().GetAttribute("href"));
            Assert.Equal(
                [first, null],
                [refused.QuerySelector("#Code")!.GetAttribute("value"), refused.QuerySelector("#Current")!.GetAttribute("value")]);
        }
        using var done = await admin.PostAsync(
            SetUp, new() { ["Code"] = first, ["Sealed"] = sealedSecret, ["Current"] = DemoAccounts.Password });
        var codes = (await Visitor.ReadAsync(done)).QuerySelector("#codes")!.TextContent.Trim().Split('\n');
        Assert.Equal(10, codes.Distinct().Count());
        // 25 characters of an alphabet of 25: 116 bits
        Assert.All(codes, made => Assert.Matches("^[BCDFGHJKMNPQRTVWXY2346789]{5}(-[BCDFGHJKMNPQRTVWXY2346789]{5}){4}$", made));

        // The session has ended. The code for the set-up is used up; the next one is not.
        using (var ended = await admin.GetAsync("/account")) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using (var replayed = await CodeAsync(host.Anonymous(), Admin, first))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.StatusCode);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        var again = host.Anonymous();
        await again.SignInAsync(Admin, host.Code(secret));
        Assert.Contains("10", (await again.PageAsync(SetUp)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await host.TrailAsync("secondFactorAdded"));
        Assert.Equal("pwd otp mfa", (await host.TrailAsync("signedIn"))[^1].Detail);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Code_works_once_and_no_older_code_works_after_it(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        _ = host.Anonymous();
        var secret = await host.EnrolAsync(Doctor);
        var older = host.Code(secret);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await OpenedAsync(host, host.Code(secret), 5));
        Assert.Equal(0, await OpenedAsync(host, host.Code(secret), 1));
        Assert.Equal(0, await OpenedAsync(host, older, 1));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Recovery_code_works_once_under_concurrent_use(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        _ = host.Anonymous();
        await host.EnrolAsync(Doctor);
        var codes = await NewCodesAsync(host);
        Assert.Equal(1, await OpenedAsync(host, codes[0].ToLowerInvariant(), 6));
        Assert.Equal(1, await OpenedAsync(host, codes[1].Replace("-", "  ", StringComparison.Ordinal), 1));
        Assert.Equal(2, (await host.TrailAsync("recoveryCodeUsed")).Count);
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        await using var host = await CardioHost.StartAsync();
        _ = host.Anonymous();
        await host.EnrolAsync(Doctor);
        var old = await NewCodesAsync(host);
        await NewCodesAsync(host);
        Assert.Equal(0, await OpenedAsync(host, old[0], 1));
        Assert.Equal(2, (await host.TrailAsync("recoveryCodesMade")).Count);
    }

    [Fact]
    public async Task Doctors_can_remove_the_second_factor_and_administrators_cannot()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = host.Anonymous();
        await doctor.SignInAsync(Doctor, host.Code(await host.EnrolAsync(Doctor)));
        using (var wrong = await doctor.PostAsync("/account/second-factor/remove", new() { ["Current"] = "wrong" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var right = await doctor.PostAsync("/account/second-factor/remove", new() { ["Current"] = DemoAccounts.Password }))
            Assert.Equal("/sign-in?notice=SecondFactor", right.Headers.Location?.OriginalString, ignoreCase: true);
        await host.Anonymous().SignInAsync(Doctor);

        var admin = await host.AdminAsync();
        using var refused = await admin.GetAsync("/account/second-factor/remove");
        Assert.Equal(SetUp, refused.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Setting_requires_a_second_factor_from_everyone()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:RequireSecondFactor"] = "All" });
        using var response = await (await host.DoctorAsync()).GetAsync("/assessments/new");
        Assert.Equal(SetUp, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Password_alone_cannot_add_another_second_factor()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.WithPasswordAsync(Admin);
        await host.Database.Source.ExecuteAsync(
            """
            insert into account_passkey (credential_id, account_id, name, created_at, sign_count, data)
            select 'AAAA', id, 'phone', created_at, 0, @Data from account where email = @Admin
            """,
            new { Data = People.PasskeyData, Admin });
        Assert.Null((await admin.PageAsync(SetUp)).QuerySelector("#factor-form"));
        Assert.Null((await admin.PageAsync("/account/passkeys")).QuerySelector("form[data-passkey]"));
    }

    private static async Task<string[]> NewCodesAsync(CardioHost host)
    {
        host.Time.Advance(TimeSpan.FromSeconds(30));
        var secret = await host.EnrolAsync(Doctor);
        var doctor = host.Anonymous();
        await doctor.SignInAsync(Doctor, host.Code(secret));
        using var response = await doctor.PostAsync("/account/recovery-codes", new() { ["Current"] = DemoAccounts.Password });
        return (await Visitor.ReadAsync(response)).QuerySelector("#codes")!.TextContent.Trim().Split('\n');
    }

    private static async Task<HttpResponseMessage> CodeAsync(Visitor visitor, string email, string code)
    {
        (await visitor.PostAsync("/sign-in", new() { ["Email"] = email, ["Password"] = DemoAccounts.Password })).Dispose();
        return await visitor.PostAsync("/sign-in/code", new() { ["Code"] = code });
    }

    /// <summary>Counts how many of several browsers sign in with the same code at once.</summary>
    private static async Task<int> OpenedAsync(CardioHost host, string code, int browsers)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, browsers).Select(async _ =>
        {
            using var response = await CodeAsync(host.Anonymous(), Doctor, code);
            return response.Headers.Location?.OriginalString == "/";
        }));
        return answers.Count(isIn => isIn);
    }
}
