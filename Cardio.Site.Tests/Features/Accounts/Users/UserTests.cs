using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Accounts.Users;

public sealed class UserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task List_shows_the_state_and_last_use_of_each_user(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        await admin.InviteAsync("invited@hospital.example", "manager");
        var page = await admin.PageAsync("/administration/users");
        var rows = page.QuerySelectorAll("#users tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList()).ToDictionary(cells => cells[1]);
        Assert.Equal(
            ["Administrator", "Active", "18 Nov 2026, 12:00 −03:00"],
            [rows["admin@cardio.example"][2], rows["admin@cardio.example"][3], rows["admin@cardio.example"][5]]);
        Assert.Equal(["Manager", "Invited", "no", "never"], rows["invited@hospital.example"][2..]);

        using var fragment = await admin.GetAsync("/administration/users?role=manager&state=Invited", htmx: true);
        var filtered = await Visitor.ReadAsync(fragment);
        Assert.Null(filtered.QuerySelector("h1"));
        Assert.Equal("Dr. New", filtered.QuerySelectorAll("tbody tr td a").Single().TextContent);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Changed_roles_apply_immediately_and_end_the_sessions(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var id = await host.MakeAsync("some@hospital.example", "doctor");
        var some = await host.SignedInWithAsync("some@hospital.example");
        var administrator = await host.AdminAsync();
        using (var changed = await administrator.PostAsync(
            $"/administration/users/{id}", new() { ["Input.Roles"] = "manager" }, handler: "Roles"))
            Assert.Equal($"/administration/users/{id}?saved=Roles", changed.Headers.Location?.OriginalString);
        Assert.True(await some.IsOutAsync());
        var after = await host.SignedInWithAsync("some@hospital.example");
        Assert.False(await after.IsOutAsync("/dashboard"));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(
            "doctor → manager", await connection.QuerySingleAsync<string>("select detail from audit_event where action = 'rolesChanged'"));
    }

    [Fact]
    public async Task Disabled_account_is_signed_out_and_can_be_enabled_again()
    {
        await using var host = await CardioHost.StartAsync();
        var id = await host.MakeAsync("some@hospital.example", "doctor");
        var some = await host.SignedInWithAsync("some@hospital.example");
        var admin = await host.AdminAsync();
        using (var disabled = await admin.PostAsync($"/administration/users/{id}", [], htmx: true, handler: "Disable"))
            Assert.Equal("The account has been disabled.", (await Visitor.ReadAsync(disabled)).QuerySelector(".saved")!.TextContent);
        Assert.True(await some.IsOutAsync());
        using (var enabled = await admin.PostAsync($"/administration/users/{id}", [], htmx: true, handler: "Enable"))
            Assert.Equal("The account has been enabled.", (await Visitor.ReadAsync(enabled)).QuerySelector(".saved")!.TextContent);
        await host.SignedInWithAsync("some@hospital.example");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Ending_the_sessions_of_a_user_changes_nothing_else(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var id = await host.MakeAsync("some@hospital.example", "doctor");
        var (here, there) = (await host.SignedInWithAsync("some@hospital.example"), await host.SignedInWithAsync("some@hospital.example"));
        var doctor = await host.DoctorAsync();
        var admin = await host.AdminAsync();
        for (var i = 0; i < 2; i++) // the second time there is nothing to record
        {
            using var ended = await admin.PostAsync($"/administration/users/{id}", [], htmx: true, handler: "EndSessions");
            Assert.Equal(
                "All sessions of the account have been ended.", (await Visitor.ReadAsync(ended)).QuerySelector(".saved")!.TextContent);
        }
        Assert.True(await here.IsOutAsync() && await there.IsOutAsync());
        Assert.False(await doctor.IsOutAsync() || await admin.IsOutAsync());
        Assert.False(await (await host.SignedInWithAsync("some@hospital.example")).IsOutAsync());
        var record = Assert.Single(await host.TrailAsync("sessionEnded"));
        Assert.Equal((id.ToString(), "all"), (record.Subject, record.Detail));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Reset_removes_every_second_factor(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var id = await host.MakeAsync("some@hospital.example", "doctor");
        var some = await host.SignedInWithAsync("some@hospital.example");
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(
            "update account set two_factor_enabled = true, authenticator_secret = 'x', authenticator_step = 7 where id = @id", new { id });
        await connection.ExecuteAsync(
            "insert into account_recovery_code (account_id, code_hash) values (@id, @hash)", new { id, hash = new string('0', 64) });
        await connection.ExecuteAsync(
            """
            insert into account_passkey (credential_id, account_id, name, created_at, sign_count, data)
            values ('c', @id, 'k', @now, 0, '{}')
            """,
            new { id, now = host.Time.GetUtcNow() });

        using (var reset = await (await host.AdminAsync()).PostAsync($"/administration/users/{id}", [], handler: "ResetFactor"))
            Assert.Equal($"/administration/users/{id}?saved=ResetFactor", reset.Headers.Location?.OriginalString);
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<int>(
                """
                select count(*) from account where id = @id
                  and (two_factor_enabled = true or authenticator_secret is not null or authenticator_step is not null)
                """,
                new { id }));
        // With an authenticator, eight characters were enough.
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<int>(
                "select count(*) from account where id = @id and password_hash is not null", new { id }));
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<int>(
                """
                select (select count(*) from account_recovery_code where account_id = @id)
                     + (select count(*) from account_passkey where account_id = @id)
                """,
                new { id }));
        Assert.True(await some.IsOutAsync());
    }

    [Fact]
    public async Task Last_administrator_can_neither_disable_nor_demote_themselves()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        var id = await host.IdAsync("admin@cardio.example");
        using (var oneself = await admin.PostAsync($"/administration/users/{id}", [], handler: "Disable"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, oneself.StatusCode);
            Assert.Contains(
                "your own account", (await Visitor.ReadAsync(oneself)).QuerySelector(".error-summary")!.TextContent,
                StringComparison.Ordinal);
        }
        await admin.InviteAsync("invited@hospital.example", "admin"); // cannot sign in yet and so does not count
        using (var last = await admin.PostAsync(
            $"/administration/users/{id}", new() { ["Input.Roles"] = "doctor" }, htmx: true, handler: "Roles"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
            Assert.Contains(
                "last active administrator", (await Visitor.ReadAsync(last)).QuerySelector(".error-summary")!.TextContent,
                StringComparison.Ordinal);
        }
        Assert.False(await admin.IsOutAsync("/administration/users"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task One_administrator_remains_when_two_remove_each_other_at_once(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var first = await host.IdAsync("admin@cardio.example");
        var second = await host.MakeAsync("second@hospital.example", "admin");
        var changes = host.Services.GetRequiredService<UserChanges>();
        var list = host.Services.GetRequiredService<UserList>();
        for (var round = 0; round < 10; round++)
        {
            var one = await list.FindAsync(first, Cancellation);
            var results = await Task.WhenAll(
                changes.SetRolesAsync(one!, ["doctor"], second, Cancellation), changes.DisableAsync(second, first, Cancellation));
            Assert.Equal([UserChangeResult.Changed, UserChangeResult.LastAdministrator], results.Order());
            await changes.EnableAsync(second, first, Cancellation);
            await changes.SetRolesAsync((await list.FindAsync(first, Cancellation))!, ["admin"], second, Cancellation);
        }
    }

    [Fact]
    public async Task Markup_in_a_name_is_escaped()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        var fields = People.Invitation("x@hospital.example");
        fields["Input.DisplayName"] = "<script>alert(1)</script>\"'>";
        (await admin.PostAsync("/administration/users/invite", fields)).Dispose();
        var id = await host.IdAsync("x@hospital.example");
        string[] paths = ["/administration/users", $"/administration/users/{id}", "/administration/keys", "/administration/audit"];
        foreach (var path in paths)
            Assert.DoesNotContain(
                "<script>alert", (await admin.PageAsync(path)).DocumentElement.OuterHtml.Replace("&lt;", "", StringComparison.Ordinal),
                StringComparison.Ordinal);
    }
}
