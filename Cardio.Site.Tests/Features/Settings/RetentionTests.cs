using System.CommandLine;
using System.Net;
using AngleSharp.Html.Dom;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;
using Cardio.Site.Tests.Features.Accounts;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Tests.Features.Settings;

/// <summary>Checks that a shorter retention is counted, confirmed and delayed by 72 hours.</summary>
public sealed class RetentionTests
{
    private const string Page = "/administration/settings/retention";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Shorter_retention_is_counted_confirmed_and_delayed(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await FillAsync(host);
        var admin = await host.AdminAsync();
        using var first = await admin.PostAsync(Page, new() { ["Value"] = "30" });
        var ask = await Visitor.ReadAsync(first);
        Assert.Contains("2 of 3 assessments would be deleted", ask.QuerySelector("#ask")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await StoredAsync(host));

        using var unsure = await admin.PostAsync(Page, Confirmed("30", "300", ""), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        var faults = (await Visitor.ReadAsync(unsure)).QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href"));
        Assert.Equal(["#RepeatedDays", "#Reason"], faults);
        Assert.Null((await admin.PageAsync(Page)).QuerySelector("#pending"));

        using var asked = await admin.PostAsync(Page, Confirmed("30", " 30 ", "the law"));
        Assert.Equal($"{Page}?asked=True", asked.Headers.Location?.OriginalString);
        var pending = await PendingTextAsync(admin);
        Assert.Contains("30 days from 21 Nov 2026, 12:00", pending, StringComparison.Ordinal);
        Assert.Contains("Admin Demo", pending, StringComparison.Ordinal);
        Assert.Contains("2 of 3", pending, StringComparison.Ordinal);
        Assert.Contains("the law", pending, StringComparison.Ordinal);

        host.Time.Advance(TimeSpan.FromHours(71));
        Assert.False(await ApplyAsync(host));
        Assert.Equal(3, await CountAsync(host));
        Assert.Null(Days(host));
        host.Time.Advance(TimeSpan.FromHours(1));
        await ApplyAsync(host);
        Assert.Equal("30", await StoredAsync(host));
        Assert.Equal(30, Days(host));
        Assert.Null((await (await host.AdminAsync()).PageAsync(Page)).QuerySelector("#pending"));
        Assert.Single(await host.TrailAsync("retentionAsked"));
        Assert.Single(await host.TrailAsync("retentionApplied"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Undone_change_never_takes_effect(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await FillAsync(host);
        var admin = await host.AdminAsync();
        (await admin.PostAsync(Page, Confirmed("30", "30", "the law"))).Dispose();
        var id = Pending(await admin.PageAsync(Page));
        using var undone = await admin.PostAsync(Page, new() { ["PendingId"] = id }, handler: "Undo");
        Assert.Equal($"{Page}?saved=True", undone.Headers.Location?.OriginalString);
        host.Time.Advance(TimeSpan.FromHours(100));
        Assert.False(await ApplyAsync(host));
        Assert.Null(Days(host));
        Assert.Single(await host.TrailAsync("retentionUndone"));

        admin = await host.AdminAsync();
        using var again = await admin.PostAsync(Page, new() { ["PendingId"] = id }, handler: "Undo", htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Longer_retention_applies_at_once_and_ends_a_pending_change()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Privacy:RetentionDays"] = "365" });
        await FillAsync(host);
        var admin = await host.AdminAsync();
        (await admin.PostAsync(Page, Confirmed("30", "30", "the law"))).Dispose();
        Assert.NotNull(Pending(await admin.PageAsync(Page)));
        (await admin.PostAsync(Page, new() { ["Value"] = "730" })).Dispose();
        Assert.Equal(730, Days(host));
        Assert.Null((await admin.PageAsync(Page)).QuerySelector("#pending"));
        using var shorter = await admin.PostAsync(Page, new() { ["Value"] = "365" });
        Assert.NotNull((await Visitor.ReadAsync(shorter)).QuerySelector("#ask"));
        using var reset = await admin.PostAsync(Page, [], handler: "Reset");
        Assert.NotNull((await Visitor.ReadAsync(reset)).QuerySelector("#ask"));
        Assert.Equal(730, Days(host));
        (await admin.PostAsync(Page, new() { ["Value"] = "" })).Dispose();
        Assert.Null(Days(host));
    }

    [Fact]
    public async Task Second_request_replaces_the_pending_one()
    {
        await using var host = await CardioHost.StartAsync();
        await FillAsync(host);
        var admin = await host.AdminAsync();
        (await admin.PostAsync(Page, Confirmed("30", "30", "one"))).Dispose();
        var first = Pending(await admin.PageAsync(Page));
        host.Time.Advance(TimeSpan.FromHours(2));
        admin = await host.AdminAsync();
        (await admin.PostAsync(Page, Confirmed("60", "60", "two"))).Dispose();
        using var undone = await admin.PostAsync(Page, new() { ["PendingId"] = first }, handler: "Undo", htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, undone.StatusCode);
        Assert.Contains("60 days from 21 Nov 2026, 14:00", await PendingTextAsync(admin), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Shorter_configured_retention_is_delayed_too(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Privacy:RetentionDays"] = "365" });
        await FillAsync(host);
        Assert.Equal(365, Days(host));
        await using (var next = Next(host, "30"))
        {
            Assert.Equal(365, Days(next));
            Assert.Contains(next.Log.Lines, line => line.Contains("2 of 3 assessments would be deleted", StringComparison.Ordinal));
            Assert.Contains("Privacy:RetentionDays", await PendingTextAsync(await next.AdminAsync()), StringComparison.Ordinal);
            next.Time.Advance(TimeSpan.FromHours(71));
            Assert.False(await ApplyAsync(next));
        }
        await using (var restarted = Next(host, "30", TimeSpan.FromHours(71)))
        {
            Assert.Equal(365, Days(restarted));
            Assert.DoesNotContain(restarted.Log.Lines, line => line.Contains("would be deleted", StringComparison.Ordinal));
            restarted.Time.Advance(TimeSpan.FromHours(1));
            await ApplyAsync(restarted);
            Assert.Equal(30, Days(restarted));
        }
        Assert.Null(await StoredAsync(host));
    }

    [Fact]
    public async Task Corrected_configuration_ends_the_pending_change()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Privacy:RetentionDays"] = "365" });
        await FillAsync(host);
        await using (var mistaken = Next(host, "30")) Assert.Equal(365, Days(mistaken));
        await using var corrected = Next(host, "365");
        Assert.Equal(365, Days(corrected));
        corrected.Time.Advance(TimeSpan.FromHours(100));
        Assert.False(await ApplyAsync(corrected));
        Assert.Equal(3, await CountAsync(host));
    }

    [Fact]
    public async Task Undone_configured_retention_stays_undone()
    {
        await using var host = await CardioHost.StartAsync();
        await FillAsync(host);
        await using (var next = Next(host, "30"))
        {
            var admin = await next.AdminAsync();
            var id = Pending(await admin.PageAsync(Page));
            (await admin.PostAsync(Page, new() { ["PendingId"] = id }, handler: "Undo")).Dispose();
        }
        await using var restarted = Next(host, "30", TimeSpan.FromHours(100));
        Assert.Null(Days(restarted));
        Assert.False(await ApplyAsync(restarted));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Purge_by_days_requires_the_number_of_assessments(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await FillAsync(host);
        var admin = await host.AdminAsync();
        (await admin.PostAsync(Page, Confirmed("30", "30", "the law"))).Dispose();
        var purge = PurgeCommand.Create(host.Services);
        Assert.Equal(2, await purge.Parse([]).InvokeAsync(cancellationToken: Cancellation));
        var error = new StringWriter();
        var invocation = new InvocationConfiguration { Error = error };
        Assert.Equal(2, await purge.Parse(["--days", "30"]).InvokeAsync(invocation, Cancellation));
        Assert.Contains(
            "2 of 3 assessments would be deleted permanently; the oldest is from 2026-10-09", $"{error}", StringComparison.Ordinal);
        Assert.Contains("purge --days 30 --confirm 2", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await purge.Parse(["--days", "30", "--confirm", "3"]).InvokeAsync(invocation, Cancellation));
        Assert.Equal(3, await CountAsync(host));
        Assert.Equal(0, await purge.Parse(["--days", "30", "--confirm", "2"]).InvokeAsync(cancellationToken: Cancellation));
        Assert.Equal(1, await CountAsync(host));
    }

    /// <summary>Stores two assessments from 40 days ago and one from today.</summary>
    private static async Task FillAsync(CardioHost host)
    {
        _ = host.Services;
        var doctor = await host.Database.AddDoctorAsync();
        var now = host.Time.GetUtcNow();
        var old = new MadeAssessment { CreatedAt = now.AddDays(-40) };
        await host.Database.AddAsync(doctor, old, old with { Id = Guid.CreateVersion7() }, new MadeAssessment { CreatedAt = now });
    }

    private static CardioHost Next(CardioHost host, string days, TimeSpan later = default)
    {
        var next = host.Beside(("Privacy:RetentionDays", days));
        next.Time.Advance(later);
        _ = next.Services;
        return next;
    }

    private static Dictionary<string, string?> Confirmed(string days, string repeated, string reason) => new()
    {
        ["Value"] = days, ["IsAsking"] = "true", ["RepeatedDays"] = repeated, ["Reason"] = reason,
    };

    private static string? Pending(IHtmlDocument page) => page.QuerySelector("input[name=PendingId]")?.GetAttribute("value");

    private static async Task<string> PendingTextAsync(Visitor admin) =>
        (await admin.PageAsync(Page)).QuerySelector("#pending")!.TextContent;

    private static int? Days(CardioHost host) =>
        host.Services.GetRequiredService<IOptionsMonitor<PrivacyOptions>>().CurrentValue.RetentionDays;

    /// <summary>Runs the background work; returns whether it applied a change.</summary>
    private static async Task<bool> ApplyAsync(CardioHost host)
    {
        var isApplied = await host.Services.GetRequiredService<RetentionChanges>().ApplyDueAsync(Cancellation);
        await host.Services.GetRequiredService<SettingsReader>().RefreshAsync(Cancellation);
        return isApplied;
    }

    private static async Task<int> CountAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.ExecuteScalarAsync<int>("select count(*) from assessment");
    }

    private static async Task<string?> StoredAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.QuerySingleOrDefaultAsync<string>(
            "select value from setting where name = 'Privacy:RetentionDays' order by id desc limit 1");
    }
}
