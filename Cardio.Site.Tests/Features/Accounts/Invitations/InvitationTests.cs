using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.Invitations;

public sealed class InvitationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Invited_user_sets_a_password_and_the_link_works_once(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        var invited = host.Anonymous();
        using (var looked = await invited.GetAsync(link))
        {
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
            Assert.Contains("no-store", looked.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
        using (var done = await invited.PostAsync(link, People.NewPassword()))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        Assert.False(await (await host.SignedInWithAsync("new@hospital.example")).IsOutAsync("/assessments/new"));
        using var again = await host.Anonymous().GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("too short", null)]
    [InlineData("", null)]
    [InlineData(People.Password, "another one entirely")]
    public async Task Rejected_password_does_not_use_up_the_link(string password, string? repeated)
    {
        await using var host = await CardioHost.StartAsync();
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        var invited = host.Anonymous();
        using (var refused = await invited.PostAsync(link, People.NewPassword(password, repeated)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await Visitor.ReadAsync(refused)).QuerySelector(".error-summary a"));
        }
        using (var tooLong = await invited.PostAsync(link, People.NewPassword(new string('x', 257))))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        using var done = await invited.PostAsync(link, People.NewPassword());
        Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("en", "must have at least 15 characters", "easy to guess")]
    [InlineData("pt-BR", "deve ter pelo menos 15 caracteres", "fácil de adivinhar")]
    public async Task Password_errors_are_in_the_language_of_the_user(string language, string tooShort, string common)
    {
        await using var host = await CardioHost.StartAsync();
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        foreach (var (password, expected) in new[] { ("too short", tooShort), ("aaaaaaaaaaaaaaaaaaaa", common) })
        {
            using var refused = await host.Anonymous(language).PostAsync(link, People.NewPassword(password));
            Assert.Contains(
                expected, (await Visitor.ReadAsync(refused)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Link_stays_valid_when_the_site_is_busy()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Accounts:SignInQueue"] = "0" });
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        var invited = host.Anonymous();
        var limiter = host.Services.GetRequiredService<PasswordHashLimiter>();
        using (await limiter.AcquireAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext()))
        using (await limiter.AcquireAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext()))
        {
            using var busy = await invited.PostAsync(link, People.NewPassword());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.NotNull(busy.Headers.RetryAfter?.Delta);
            Assert.Contains(
                "try again", (await Visitor.ReadAsync(busy)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
        using var done = await invited.PostAsync(link, People.NewPassword());
        Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task All_invalid_links_get_the_same_response()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        var used = await admin.InviteAsync("used@hospital.example");
        (await host.Anonymous().PostAsync(used, People.NewPassword())).Dispose();
        var disabled = await admin.InviteAsync("disabled@hospital.example");
        (await admin.PostAsync($"/administration/users/{await host.IdAsync("disabled@hospital.example")}", [], handler: "Disable"))
            .Dispose();
        var replaced = await admin.InviteAsync("replaced@hospital.example");
        var user = $"/administration/users/{await host.IdAsync("replaced@hospital.example")}";
        using (var newer = await admin.PostAsync(user, [], handler: "Link"))
        {
            var page = await host.Anonymous().PageAsync(await People.LinkAsync(newer));
            Assert.DoesNotContain("does not work", page.Body!.TextContent, StringComparison.Ordinal);
        }
        var old = await admin.InviteAsync("old@hospital.example");
        var good = await admin.InviteAsync("good@hospital.example");
        host.Time.Advance(TimeSpan.FromHours(73));
        var answers = new HashSet<string>();
        string[] links =
        [
            used, disabled, replaced, old, good[..^1], $"{good}x", $"/invitation/{new string('A', 43)}", "/invitation/x",
            "/invitation/%01", $"/invitation/{new string('A', 2000)}",
        ];
        foreach (var link in links)
        {
            using var response = await host.Anonymous().GetAsync(link);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{link}: {response.StatusCode}");
            answers.Add((await Visitor.ReadAsync(response)).QuerySelector("main")!.InnerHtml);
        }
        Assert.Single(answers);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Only_one_of_many_concurrent_uses_or_new_links_succeeds(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var store = host.Services.GetRequiredService<InvitationStore>();
        var token = await store.InviteAsync(new("new@hospital.example", "New", ["doctor"]), "console", Cancellation);
        var uses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.UseAsync(token!, "a hash", Cancellation)));
        Assert.Single(uses, used => used);

        var id = await host.IdAsync("new@hospital.example");
        var links = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.RenewAsync(id, "console", Cancellation)));
        var found = await Task.WhenAll(links.Select(link => store.FindAsync(link!, Cancellation)));
        Assert.Single(found, one => one is not null);
    }

    [Fact]
    public async Task Database_stores_only_a_hash_of_the_link()
    {
        await using var host = await CardioHost.StartAsync();
        var link = await (await host.AdminAsync()).InviteAsync("new@hospital.example");
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var hash = await connection.QuerySingleAsync<string>("select token_hash from account_invitation");
        Assert.Equal(RandomToken.Hash(link.Split('/')[^1]), hash);
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<int>(
                "select count(*) from audit_event where detail || subject like '%' || @token || '%'", new { token = link.Split('/')[^1] }));
    }

    [Theory]
    [InlineData("doctor@cardio.example", "New", "doctor", "already exists")]
    [InlineData("Doctor@Cardio.Example", "New", "doctor", "already exists")]
    [InlineData("not an address", "New", "doctor", "Enter an e-mail address")]
    [InlineData("Name <a@b.example>", "New", "doctor", "Enter an e-mail address")]
    [InlineData("a@b.example", "", "doctor", "Enter the name")]
    [InlineData("a@b.example", "New", "emperor", "Choose at least one role")]
    [InlineData("a@b.example", "New", null, "Choose at least one role")]
    public async Task Invalid_invitation_shows_its_error_and_keeps_the_input(string email, string name, string? role, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        var fields = People.Invitation(email);
        (fields["Input.DisplayName"], fields["Input.Roles"]) = (name, role);
        using var response = await (await host.AdminAsync()).PostAsync("/administration/users/invite", fields, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var form = await Visitor.ReadAsync(response);
        Assert.Contains(expected, form.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(email, form.QuerySelector("#Input_Email")!.GetAttribute("value"));
    }

    [Fact]
    public async Task New_link_resets_the_password_and_the_lockout_and_ends_sessions()
    {
        await using var host = await CardioHost.StartAsync();
        await host.MakeAsync("lost@hospital.example", "doctor");
        var before = await host.SignedInWithAsync("lost@hospital.example");
        for (var i = 0; i < 10; i++)
            (
                await host.Anonymous()
                    .PostAsync("/sign-in", new() { ["Email"] = "lost@hospital.example", ["Password"] = "wrong-password-wrong" }))
                .Dispose();
        using var made = await (await host.AdminAsync())
            .PostAsync($"/administration/users/{await host.IdAsync("lost@hospital.example")}", [], handler: "Link");
        using (var done = await host.Anonymous().PostAsync(await People.LinkAsync(made), People.NewPassword("another calm heron wades")))
            Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        Assert.True(await before.IsOutAsync());
        await host.SignedInWithAsync("lost@hospital.example", "another calm heron wades");
    }
}
