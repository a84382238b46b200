using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Value;

public sealed class ValuePageTests
{
    private const string Path = "/dashboard/value";

    /// <summary>Precision 377 of 500 (75.4%); of 1,200 patients, 180 are missed at 50% and 300 at 70%.</summary>
    private static readonly StoredPatient[] Example =
    [
        .. Many(257, new(0.8, true)), .. Many(120, new(0.6, true)), .. Many(43, new(0.8, false)), .. Many(80, new(0.6, false)),
        .. Many(180, new(0.3, true)), .. Many(520, new(0.2, false)),
    ];

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_worked_example_pays_2500_and_earns_105_million(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var manager = await host.ManagerAsync();
        await host.StoreAsync(Example);
        var page = await manager.PageAsync(Path);
        Assert.Contains("Precision 75.4% (71.4–79.0), measured on 1,200 confirmed outcomes", Text(page, "#basis"));
        Assert.Equal("R$ 2,500", Text(page, "#price dd"));
        Assert.Equal("R$ 1,500", Text(page, "#profit-value dd"));
        Assert.Contains("R$ 105,000,000 for 70,000 patients", Text(page, "#profit-value"));
        Assert.Equal("150 of 1,000", Text(page, "#missed-value dd"));
        Assert.Contains("10,500 of 70,000 patients", Text(page, "#missed-value"));
        Assert.Equal("price = R$ 500 × ⌊(75.4% − 50%) ÷ 5%⌋ = R$ 500 × 5 = R$ 2,500", Text(page, "#formula"));

        Assert.Equal(
            "R$ 105,000,000 profit for 70,000 patients, R$ 70,000,000 more than manual diagnosis at 65%", Text(page, "#business-title"));
        Assert.Equal(175_000_000, page.Value("business", "Tool, 75.4%", 2));
        Assert.Equal(70_000_000, page.Value("business", "Tool, 75.4%", 3));
        Assert.Equal(105_000_000, page.Value("business", "Tool, 75.4%", 4));
        Assert.Equal(
            (-35_000_000, 0, 35_000_000),
            (
                page.Value("business", "Manual diagnosis, 55%", 4), page.Value("business", "Manual diagnosis, 60%", 4),
                page.Value("business", "Manual diagnosis, 65%", 4)));
        Assert.Equal(140_000_000, page.Value("business", "Manual diagnosis, 55%", 5));
        Assert.Equal(1500 * 1200, page.Value("period", "Tool, 75.4%", 4));

        // Almost the whole posterior of 377 of 500 is between 70 and 80%.
        var chances = page.QuerySelectorAll("#steps tbody tr")
            .Select(
                row =>
                    double.Parse(
                        row.QuerySelectorAll("td")[2].GetAttribute("data-value")!, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(1, chances.Sum(), 1e-3);
        Assert.InRange(page.Value("steps", "75% to 80%", 2), 0.5, 0.65);
        Assert.Contains("This does not change the clinic's threshold of 50%", Text(page, "#not-changed"));

        page = await (await host.ManagerAsync("pt-BR")).PageAsync(Path);
        Assert.Equal("R$ 2.500", Text(page, "#price dd"));
        Assert.Contains("Precisão 75,4% (71,4–79,0)", Text(page, "#basis"));
        Assert.Equal("preço = R$ 500 × ⌊(75,4% − 50%) ÷ 5%⌋ = R$ 500 × 5 = R$ 2.500", Text(page, "#formula"));
    }

    [Fact]
    public async Task A_threshold_changes_price_profit_and_missed_patients()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync(Example);
        using var response = await manager.GetAsync($"{Path}?threshold=70", htmx: true);
        var page = await Visitor.ReadAsync(response);
        Assert.Null(page.QuerySelector("#filters"));
        // 257 of 300 is 85.7%, seven steps; 180 plus 120 are missed.
        Assert.Equal("R$ 3,500", Text(page, "#price dd"));
        Assert.Contains("At the clinic's threshold of 50%: R$ 2,500", Text(page, "#price"));
        Assert.Equal("R$ 2,500", Text(page, "#profit-value dd"));
        Assert.Contains("At the clinic's threshold of 50%: R$ 1,500", Text(page, "#profit-value"));
        Assert.Equal("250 of 1,000", Text(page, "#missed-value dd"));
        Assert.Contains("At the clinic's threshold of 50%: 150 of 1,000", Text(page, "#missed-value"));
        Assert.Contains("Sensitivity 46.1%", Text(page, "#missed-value"));

        // The tables by threshold show the same figures, including the chosen threshold.
        Assert.Equal((1500, 2500), (page.Value("profit", "50%", 2), page.Value("profit", "70%", 2)));
        Assert.Equal((0.15, 0.25), (page.Value("missed", "50%", 1), page.Value("missed", "70%", 1)));
        Assert.Equal("no one flagged", page.Cell("profit", "85%", 1).TextContent);
        Assert.Equal("this threshold", page.QuerySelector("#profit tr[data-marker='this threshold'] .marker")!.TextContent);

        page = await manager.PageAsync($"{Path}?threshold=63");
        Assert.Equal(20, page.QuerySelectorAll("#profit tbody tr").Length);
        Assert.Equal("63", page.QuerySelector("form input[name=threshold]:not([hidden])")!.GetAttribute("value"));
        Assert.Single(page.QuerySelectorAll("form input[name=threshold]"));
        Assert.Contains("threshold=63", page.QuerySelector("nav.presets a")!.GetAttribute("href"));

        // A browser sends the form like this if nothing is chosen.
        page = await manager.PageAsync($"{Path}?preset=last30&doctor=&sex=&age=&by=&refresh=&threshold=");
        Assert.Equal("R$ 2,500", Text(page, "#price dd"));

        page = await manager.PageAsync($"{Path}?threshold=90");
        Assert.Equal("none", Text(page, "#price dd"));
        Assert.Contains(
            "At 90%, none of the 1,200 confirmed patients of this period is flagged, so there is no precision and no price.",
            Text(page, "#basis"));
        Assert.Equal(
            "At a threshold of 90%, no one is flagged, so there is no price; missed patients: 464 of 1,000",
            Text(page, "#glance-title"));
        Assert.Equal("464 of 1,000", Text(page, "#missed-value dd"));
        Assert.Null(page.QuerySelector("#steps"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("50.5")]
    [InlineData("high")]
    public async Task An_invalid_threshold_is_reported_at_its_field(string threshold)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.ManagerAsync()).GetAsync($"{Path}?threshold={threshold}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        var link = page.QuerySelector(".error-summary a")!;
        Assert.Contains("hreshold", link.TextContent);
        Assert.Equal(threshold, page.QuerySelector(link.GetAttribute("href")!)!.GetAttribute("value"));
    }

    [Fact]
    public async Task Without_outcomes_uses_the_estimate_and_without_patients_the_card()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync(Path);
        Assert.Contains(
            "the cross-validated figure of the model card, from 54,955 patients of its development data, not of this clinic",
            Text(page, "#basis"));
        Assert.Contains("Not enough data yet: 0 of 200 confirmed outcomes", Text(page, "#basis"));
        Assert.Equal("R$ 2,500", Text(page, "#price dd")); // the precision of the card at 50% is 75.4%
        Assert.Null(page.QuerySelector("#period"));

        await host.StoreAsync(Example.Select((one, i) => i < 3 ? one : one with { HasDisease = null }));
        page = await manager.PageAsync(Path);
        Assert.Contains("an estimate from the probabilities of 1,200 assessments of this period, not a measurement", Text(page, "#basis"));
        Assert.Contains("Not enough data yet: fewer than 5 of 200", Text(page, "#basis"));
        Assert.Equal((300 * 0.8 + 200 * 0.6) / 500, page.Value("profit", "50%", 0), 1e-3);
        Assert.Equal((180 * 0.3 + 520 * 0.2) / 1200, page.Value("missed", "50%", 1), 1e-3);
    }

    [Fact]
    public async Task Few_missed_patients_hide_all_figures_of_their_threshold()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync(
            [.. Many(150, new(0.8, true)), .. Many(50, new(0.7, false)), .. Many(3, new(0.3, true)), .. Many(97, new(0.2, false))]);
        var page = await manager.PageAsync(Path);
        Assert.Equal("hidden: it would reveal fewer than 5 patients", Text(page, "#missed-value dd"));
        Assert.DoesNotContain("Sensitivity", Text(page, "#missed-value"));
        Assert.Equal(
            ["hidden", "hidden", "hidden"], Enumerable.Range(0, 3).Select(column => page.Cell("missed", "50%", column).TextContent));
        Assert.Equal(
            ["hidden", "hidden", "hidden"], Enumerable.Range(0, 3).Select(column => page.Cell("profit", "50%", column).TextContent));
        Assert.Equal("hidden", Text(page, "#price dd"));
        Assert.Null(page.QuerySelector("#business"));
        Assert.NotEqual("hidden", page.Cell("profit", "25%", 0).TextContent); // nobody is missed, so there is no small cell

        // At 95%, three are flagged: hidden is not the same as nobody.
        await host.StoreAsync(Many(3, new(0.96, true)));
        page = await manager.PageAsync($"{Path}?threshold=95");
        Assert.Equal("hidden", page.Cell("missed", "95%", 0).TextContent);
        Assert.Equal(
            "Precision and price at 95% are hidden: they would reveal fewer than 5 of the 303 patients of this period.",
            Text(page, "#basis"));
        Assert.Equal("hidden", Text(page, "#price dd"));
    }

    [Fact]
    public async Task Every_price_setting_is_applied_and_shown()
    {
        await using var host = await CardioHost.StartAsync(settings: new()
        {
            ["Price:Rounding"] = "Linear", ["Price:Metric"] = "Accuracy", ["Price:Currency"] = "EUR", ["Price:BasePrice"] = "250.5",
            ["Price:BasePrecision"] = "0.4", ["Price:Step"] = "0.1", ["Price:CostPerExam"] = "600", ["Price:Patients"] = "1000",
            ["Clinic:DecisionThreshold"] = "0.7",
        });
        var manager = await host.ManagerAsync();
        await host.StoreAsync(Example);
        var page = await manager.PageAsync(Path);
        // 257 and 600 of 1,200 are classified correctly at 70%.
        const double accuracy = 857.0 / 1200;
        var price = (decimal)(250.5 * (accuracy - 0.4) / 0.1);
        Assert.Equal(FormattableString.Invariant($"EUR {price:0.00}"), Text(page, "#price dd"));
        Assert.Contains("Accuracy 71.4%", Text(page, "#basis"));
        Assert.Equal((double)(1000 * (price - 600)), page.Value("business", "Tool, 71.4%", 4), 0.01);
        var rule = Text(page, "section[aria-labelledby=rule-title]");
        string[] texts =
        [
            "EUR 250.50", "10%", "40%", "EUR 600", "Partial steps are paid proportionally", "Accuracy", "EUR", "1,000",
            "price = EUR 250.50 × (71.4% − 40%) ÷ 10%",
        ];
        foreach (var text in texts)
            Assert.Contains(text, rule);
        Assert.Equal("EUR 751.50 to EUR 1,002", page.Cell("steps", "70% to 80%", 0).TextContent.Replace('\u00A0', ' '));
        Assert.Contains("This does not change the clinic's threshold of 70%", Text(page, "#not-changed"));
        Assert.DoesNotContain("At the clinic's", Text(page, "#price"));
    }

    private static StoredPatient[] Many(int count, StoredPatient patient) => [.. Enumerable.Repeat(patient, count)];

    private static string Text(AngleSharp.Html.Dom.IHtmlDocument page, string selector) =>
        string.Join(
            ' ', page.QuerySelector(selector)!.TextContent.Split((char[])['\n', ' ', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
