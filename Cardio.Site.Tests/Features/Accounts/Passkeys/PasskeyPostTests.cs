using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Accounts.Passkeys;

/// <summary>Posts to the passkey handlers without an authenticator; <c>PasskeyTests</c> uses one in a browser.</summary>
public sealed class PasskeyPostTests
{
    private const string Passkeys = "/account/passkeys";

    [Theory]
    [InlineData("/sign-in", "Options")]
    [InlineData("/sign-in", "Passkey")]
    [InlineData(Passkeys, "Options")]
    [InlineData(Passkeys, "Rename")]
    [InlineData($"{Passkeys}/remove", "")]
    public async Task Post_without_antiforgery_token_is_rejected(string path, string handler)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.SendAsync(HttpMethod.Post, $"{path}?handler={handler}", [], htmx: false);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("{}", false)]
    [InlineData("{}", true)]
    [InlineData("not json", true)]
    [InlineData("""{"id":"AAAA","type":"public-key","response":{"clientDataJSON":"AAAA"}}""", true)]
    public async Task Invalid_credential_is_rejected_and_recorded(string? credential, bool afterOptions)
    {
        await using var host = await CardioHost.StartAsync();
        var visitor = host.Anonymous();
        if (afterOptions)
        {
            using var options = await visitor.PostAsync("/sign-in", [], handler: "Options");
            var text = await options.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("\"userVerification\":\"required\"", text, StringComparison.Ordinal);
        }
        using var response = await visitor.PostAsync("/sign-in", new() { ["Credential"] = credential }, handler: "Passkey");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(
            "was not accepted", (await Visitor.ReadAsync(response)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        if (credential is { Length: > 0 }) Assert.Equal("pop unknown", Assert.Single(await host.TrailAsync("signInRefused")).Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invalid_credential_is_not_added(bool afterOptions)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        if (afterOptions) (await doctor.PostAsync(Passkeys, [], handler: "Options")).Dispose();
        using var response = await doctor.PostAsync(
            Passkeys, new() { ["Credential"] = "{}", ["Name"] = "phone", ["Current"] = DemoAccounts.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("#Name", (await Visitor.ReadAsync(response)).QuerySelectorAll(".error-summary a").Single().GetAttribute("href"));
        await doctor.PageAsync("/account");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task User_cannot_change_the_passkey_of_another_user(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        await host.Database.Source.ExecuteAsync(
            """
            insert into account_passkey (credential_id, account_id, name, created_at, sign_count, data)
            select 'AAAA', id, 'phone', created_at, 0, '{}' from account where email = 'manager@cardio.example'
            """);
        using (var renamed = await doctor.PostAsync(Passkeys, new() { ["Id"] = "AAAA", ["Name"] = "mine" }, handler: "Rename"))
            Assert.Equal(HttpStatusCode.NotFound, renamed.StatusCode);
        var fields = new Dictionary<string, string?>
        {
            ["Current"] = DemoAccounts.Password, ["__RequestVerificationToken"] = await doctor.TokenAsync(),
        };
        using var removed = await doctor.SendAsync(HttpMethod.Post, $"{Passkeys}/remove?id=AAAA", fields, htmx: false);
        Assert.Equal(HttpStatusCode.NotFound, removed.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Adding_and_removing_a_passkey_requires_the_password(string? password)
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        await host.Database.Source.ExecuteAsync(
            """
            insert into account_passkey (credential_id, account_id, name, created_at, sign_count, data)
            select 'AAAA', id, 'phone', created_at, 0, @Data from account where email = 'admin@cardio.example'
            """,
            new { Data = People.PasskeyData });
        (await admin.PostAsync(Passkeys, [], handler: "Options")).Dispose();
        foreach (var path in new[] { Passkeys, $"{Passkeys}/remove?id=AAAA" })
        {
            using var response = await admin.PostAsync(path, new() { ["Credential"] = "{}", ["Current"] = password });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Equal(
                "#Current", (await Visitor.ReadAsync(response)).QuerySelectorAll(".error-summary a").Single().GetAttribute("href"));
        }
        using var removed = await admin.PostAsync($"{Passkeys}/remove?id=AAAA", new() { ["Current"] = DemoAccounts.Password });
        Assert.Equal("/sign-in?notice=Passkey", removed.Headers.Location?.OriginalString, ignoreCase: true);
        Assert.Single(await host.TrailAsync("passkeyRemoved"));
    }
}
