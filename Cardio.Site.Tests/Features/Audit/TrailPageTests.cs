using System.Net;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Audit;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Audit;

public sealed class TrailPageTests
{
    private const string Trail = "/administration/audit";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Filters_select_matching_rows(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        await AddAsync(
            host,
            new("console", AuditAction.KeyCreated, "k1"),
            new("key:k1", AuditAction.AssessmentCreated, "a1"),
            new("key:k2", AuditAction.AssessmentCreated, "a2"),
            new("system", AuditAction.Purged),
            new("anonymous", AuditAction.SignInRefused, "", "", "refused"));
        var id = await host.IdAsync("admin@cardio.example");
        Assert.Equal(["Command line"], await CellsAsync(admin, "?who=console", 2));
        Assert.Equal(["Key k2", "Key k1"], await CellsAsync(admin, "?who=keys", 2));
        Assert.Equal(["Admin Demo"], (await CellsAsync(admin, $"?who=account:{id}", 2)).Distinct());
        Assert.Equal(["Old assessments deleted"], await CellsAsync(admin, "?what=Purged", 3));
        Assert.Equal(["Key k1"], await CellsAsync(admin, "?subject=a1", 2));
        Assert.Equal(["refused"], await CellsAsync(admin, "?who=anonymous", 6));
        Assert.NotEmpty(await CellsAsync(admin, "?from=2026-11-18&to=2026-11-18", 0));
        Assert.Empty(await CellsAsync(admin, "?from=2026-11-19", 0));
        Assert.Empty(await CellsAsync(admin, "?to=2026-11-17", 0));
        Assert.Empty(await CellsAsync(admin, "?subject=a", 0));
    }

    [Theory]
    [InlineData("account:0192aa00-0000-7000-8000-000000000001", "", "", "audit_event_actor")]
    [InlineData("", "purged", "", "audit_event_action")]
    [InlineData("", "", "0192aa00-0000-7000-8000-000000000002", "audit_event_subject")]
    public async Task Each_filter_uses_an_index(string actor, string action, string subject, string index)
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var filter = new AuditFilter { Actor = actor, Action = action, Subject = subject, Until = DateTimeOffset.UnixEpoch.AddYears(200) };
        var parameters = new DynamicParameters(filter);
        parameters.Add("Limit", 50);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        var plan = (await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {AuditStore.Select(filter)}", parameters)).Select(step => step.Detail).ToList();
        Assert.Contains(index, Assert.Single(plan), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Pages_have_no_gaps_or_duplicates(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        await AddAsync(host, [.. Enumerable.Range(0, 120).Select(i => new AuditEntry("system", AuditAction.Purged, $"s{i}"))]);
        var seen = new List<string>();
        var next = $"{Trail}?who=system&what=Purged";
        while (next is not null)
        {
            var page = await admin.PageAsync(next);
            seen.AddRange(page.QuerySelectorAll("#trail tbody tr td:nth-child(5)").Select(cell => cell.TextContent.Trim()));
            next = page.QuerySelector(".pager a")?.GetAttribute("href");
            await AddAsync(host, new AuditEntry("system", AuditAction.Purged, "arrives meanwhile"));
        }
        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => $"s{i}"), seen);
    }

    [Fact]
    public async Task CSV_has_all_filtered_rows_and_its_export_is_audited()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync("pt-BR");
        await AddAsync(
            host,
            [
                .. Enumerable.Range(0, 70)
                    .Select(
                        i => new AuditEntry(
                            "system", AuditAction.Purged, $"s{i}", i == 0 ? "=HYPERLINK(\"http://evil.example\")" : ""))
            ]);
        using var response = await admin.GetAsync($"{Trail}?handler=Csv&who=system&what=Purged&before=10");
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(71, lines.Length);
        Assert.Contains("Nº", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"O site\";\"system\";\"Avaliações antigas excluídas\";\"s69\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", lines[70], StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(
            "70 rows",
            await connection.QuerySingleAsync<string>(
                "select detail from audit_event where action = 'exported' and subject = 'audit'"));
    }

    [Theory]
    [InlineData("?from=2026-12-01&to=2026-11-01")]
    [InlineData("?from=1800-01-01")]
    [InlineData("?to=03/04/2026")]
    [InlineData("?what=NothingOfTheKind")]
    public async Task Explains_an_invalid_filter(string query)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.AdminAsync()).GetAsync(Trail + query, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector(".error-summary a"));
    }

    [Theory]
    [InlineData("?before=x")]
    [InlineData("?before=-5")]
    [InlineData("?before=99999999999999999999999")]
    public async Task Invalid_page_start_shows_the_first_page(string query)
    {
        await using var host = await CardioHost.StartAsync();
        Assert.NotEmpty(await CellsAsync(await host.AdminAsync(), query, 0));
    }

    [Fact]
    public async Task Verification_reports_success_or_the_broken_row()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        await AddAsync(host, new("system", AuditAction.Purged), new("system", AuditAction.Purged), new("system", AuditAction.Purged));
        using (var good = await admin.PostAsync(Trail, [], handler: "Verify"))
        {
            var page = await Visitor.ReadAsync(good);
            Assert.Contains("rows are intact", page.QuerySelector("#verification .saved")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("#trail tbody tr"));
        }
        await using (var connection = await host.Database.Source.OpenConnectionAsync(Cancellation))
            await connection.ExecuteAsync("drop trigger audit_event_is_final; update audit_event set detail = 'edited' where sequence = 2");
        using var bad = await admin.PostAsync(Trail, [], htmx: true, handler: "Verify");
        Assert.Contains("broken at row 2", (await Visitor.ReadAsync(bad)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_maps_to_a_resource_key()
    {
        // Stored names are camel case; TextTests checks that each has a text.
        Assert.All(
            Enum.GetValues<AuditAction>(),
            action => Assert.Equal(
                action.ToString(), char.ToUpperInvariant(EnumText.Format(action)[0]) + EnumText.Format(action)[1..]));
    }

    private static async Task<IReadOnlyList<string>> CellsAsync(Visitor admin, string query, int column) =>
        [
            .. (await admin.PageAsync(Trail + query)).QuerySelectorAll("#trail tbody tr")
                .Select(row => row.QuerySelectorAll("td")[column].TextContent.Trim())
        ];

    private static async Task AddAsync(CardioHost host, params AuditEntry[] entries)
    {
        var trail = host.Services.GetRequiredService<AuditTrail>();
        foreach (var entry in entries) await trail.RecordAsync(entry, Cancellation);
    }
}
