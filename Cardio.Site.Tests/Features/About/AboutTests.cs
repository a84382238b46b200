using System.Globalization;
using System.Net;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.About;

public sealed class AboutTests
{
    [Fact]
    public async Task Every_role_sees_the_figures_of_the_card()
    {
        await using var host = await CardioHost.StartAsync();
        foreach (var visitor in new[] { await host.DoctorAsync(), await host.ManagerAsync(), await host.AdminAsync() })
        {
            var page = await visitor.PageAsync("/about");
            Assert.Equal("page", page.QuerySelector("header a[href='/about']")!.GetAttribute("aria-current"));
            var text = page.QuerySelector("main")!.TextContent;
            var card = Card(host);
            var overall = card.Figures.First(figures => figures is { Pattern: MeasurementPattern.AllMeasured, Group: "all" });
            Assert.Contains(overall.Auc.Value.ToString("0.000", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
            Assert.Contains(card.Data.RowsUsed.ToString("N0", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
            Assert.Contains(card.Data.Sha256, text, StringComparison.Ordinal);
            Assert.Contains("ask the administrator", text, StringComparison.Ordinal);
        }
        using var anonymous = await host.Anonymous().GetAsync("/about");
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public async Task Chart_coordinates_use_points_and_equal_the_table(string language)
    {
        await using var host = await CardioHost.StartAsync();
        var page = await (await host.DoctorAsync(language)).PageAsync("/about");
        var points = page.QuerySelectorAll(".reliability svg circle")
            .Select(dot => $"{dot.GetAttribute("cx")},{dot.GetAttribute("cy")}")
            .ToArray();
        Assert.Equal(Card(host).Reliability.Count, points.Length);
        Assert.All(points, point => Assert.Matches(@"^\d+(\.\d+)?,\d+(\.\d+)?$", point));
        Assert.Equal(points.Length, page.QuerySelectorAll(".reliability table tbody tr").Length);
        Assert.Equal(
            Card(host).Thresholds.Count,
            page.QuerySelectorAll("details .figures-table tbody tr").Length - page
                .QuerySelectorAll("[aria-labelledby=reliability-title] .figures-table tbody tr").Length);
        Assert.DoesNotContain(
            page.QuerySelectorAll("main td, main th, main li, main dd"),
            cell => cell.TextContent.Contains("NaN", StringComparison.Ordinal));
        // A missing text would appear as its key.
        Assert.DoesNotMatch(@"\b(Group|Pattern|Not|Limit)\.\w", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Shows_the_configured_contact()
    {
        await using var host = await CardioHost.StartAsync(DatabaseEngine.Sqlite, new() { ["Clinic:Contact"] = "Dr. <Who>, 555" });
        Assert.Contains(
            "Dr. <Who>, 555",
            (await (await host.DoctorAsync()).PageAsync("/about")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
    }

    private static ModelCard Card(CardioHost host) => host.Services.GetRequiredService<ServedModel>().Current!.Card;
}
