using System.Globalization;
using AngleSharp.Html.Dom;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Reliability;

/// <summary>
/// Checks that a manager sees whether the patients still resemble the training data and whether the model is still right.
/// </summary>
public sealed class ReliabilityTests
{
    private const string Page = "/dashboard/reliability";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly ModelCard Card = RiskModel.Load(Repository.Path("model/artifacts")).Card;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Figures_equal_those_of_a_separate_computation(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var made = Shifted(300).ToList();
        await FillAsync(host, made);
        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync(Page);

        foreach (var (input, value) in new (string, Func<MadeAssessment, double?>)[]
        {
            ("AgeYears", one => one.AgeYears), ("Sex", one => (int)one.Sex), ("HeightCm", one => one.HeightCm),
            ("WeightKg", one => one.WeightKg),
            ("SystolicMmHg", one => one.SystolicMmHg), ("DiastolicMmHg", one => one.DiastolicMmHg), ("PhysicallyActive", _ => 1),
            ("Cholesterol", one => one.Cholesterol == LabLevel.NotMeasured ? null : (int)one.Cholesterol),
            ("Glucose", one => (int)one.Glucose),
        })
        {
            var distribution = Card.Inputs.Single(one => one.Input == input);
            var expected = StabilityIndex(distribution.BinEdges, distribution.BinShares, [.. made.Select(value).OfType<double>()]);
            Assert.Equal(expected, Index(page, input), 1e-4);
        }
        Assert.Equal("no reference", Cell(page, "stability", "Smokes", 1));
        Assert.Equal("strongly shifted", Cell(page, "stability", "Systolic pressure, in mmHg", 2));
        Assert.Equal("stable", Cell(page, "stability", "Age, in years", 2));
        Assert.Equal("25%", Cell(page, "stability", "Cholesterol", 3));
        Assert.Equal("225", Cell(page, "stability", "Cholesterol", 4));

        // The bins of the probability are bounded by the groups of the card's reliability diagram.
        var edges = Card.Reliability.Zip(Card.Reliability.Skip(1), (one, next) => (one.Predicted + next.Predicted) / 2).Prepend(0).ToList();
        var shares = Card.Reliability.Select(group => group.Count / (double)Card.Reliability.Sum(one => one.Count)).ToList();
        Assert.Equal(StabilityIndex(edges, shares, [.. made.Select(one => one.Probability)]), Index(page, "Probability"), 1e-4);

        // Of 300 confirmed patients, each with a probability of 0.305, 150 had the disease: 19.5 points more.
        Assert.Equal("50%", Cell(page, "calibration", "Nov 2026", 2));
        Assert.Equal("31%", Cell(page, "calibration", "Nov 2026", 3));
        Assert.Equal("300", Cell(page, "calibration", "Nov 2026", 4));
        var gap = page.QuerySelectorAll("#calibration tbody tr")[^1].QuerySelectorAll("td")[0];
        Assert.Equal(0.195, Number(gap.GetAttribute("data-value")), 1e-9);
        var half = 1.96 * Math.Sqrt(0.25 / 299);
        Assert.Equal(0.195 - half, Number(gap.GetAttribute("data-low")), 1e-3);
        Assert.Equal(0.195 + half, Number(gap.GetAttribute("data-high")), 1e-3);
        Assert.Equal("hidden", Cell(page, "distribution-Sex", "Male", 1));

        using var csv = await manager.GetAsync($"{Page}?handler=csv&table=stability");
        var lines = (await csv.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Card.Inputs.Count + 2, lines.Length);
    }

    [Fact]
    public async Task An_alert_is_shown_and_logged_once_per_change()
    {
        await using var host = await CardioHost.StartAsync();
        await FillAsync(host, [.. Shifted(300)]);
        var manager = await host.ManagerAsync();
        var english = Alerts(await manager.PageAsync(Page));
        Assert.Contains(
            english,
            alert =>
                alert.StartsWith("Systolic pressure, in mmHg: stability index ", StringComparison.Ordinal)
                    && alert.EndsWith(", above 0.25, on 300 assessments.", StringComparison.Ordinal));
        Assert.Contains("The disease is more common than the model says: by 20 points, above 5, on 300 confirmed.", english);
        Assert.DoesNotContain(english, alert => alert.StartsWith("Age", StringComparison.Ordinal));
        var portuguese = Alerts(await (await host.ManagerAsync("pt-BR")).PageAsync(Page));
        Assert.Contains("A doença é mais frequente do que o modelo diz: 20 pontos, acima do limite de 5, em 300 confirmados.", portuguese);
        Assert.Contains(portuguese, alert => alert.Contains("acima de 0,25, em 300 avaliações", StringComparison.Ordinal));

        // Women alone differ from the training data, so only calibration raises an alert.
        var women = await manager.PageAsync($"{Page}?sex=female");
        Assert.StartsWith("The disease is more common", Assert.Single(Alerts(women)), StringComparison.Ordinal);
        Assert.Null(women.QuerySelector("#distribution-Sex"));
        Assert.NotNull(women.QuerySelector("#distribution-AgeYears"));

        await UntilAsync(() => Logged(host, "Warning", "Alert StabilityIndex SystolicMmHg").Count > 0);
        Assert.Single(Logged(host, "Warning", "Alert CalibrationGap"));
        var told = Logged(host, "Warning", "Alert ").Count;
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Time.Advance(TimeSpan.FromDays(40));
        await UntilAsync(() => Logged(host, "Information", "The alert StabilityIndex SystolicMmHg is over").Count > 0);
        Assert.Equal(told, Logged(host, "Warning", "Alert ").Count);
        Assert.Equal(told, Logged(host, "Information", "is over").Count);
    }

    [Fact]
    public async Task Few_patients_raise_no_alert()
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["Alerts:FewestAssessments"] = "250", ["Alerts:MissingLabsShare"] = "0.2" });
        await FillAsync(host, [.. Shifted(249)]);
        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync(Page);
        Assert.Empty(Alerts(page));
        Assert.Contains("fewer than 250", page.QuerySelector("#alerts")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("not enough data yet", Cell(page, "stability", "Systolic pressure, in mmHg", 1));
        host.Time.Advance(TimeSpan.FromHours(1));
        await Task.Delay(300, Cancellation);
        Assert.Empty(Logged(host, "Warning", "Alert "));

        // One more patient; a quarter have no cholesterol value.
        await host.Database.AddAsync(await host.Database.AddDoctorAsync(), [.. Shifted(1)]);
        var alerts = Alerts(await (await host.ManagerAsync()).PageAsync(Page)); // the earlier session has ended
        Assert.Contains(alerts, alert => alert.StartsWith("Systolic", StringComparison.Ordinal));
        Assert.Contains("Cholesterol or glucose is not measured in 26% of the assessments, above 20%, on 250 assessments.", alerts);
    }

    [Fact]
    public async Task A_page_without_assessments_says_so()
    {
        await using var host = await CardioHost.StartAsync();
        Assert.Contains(
            "No assessment", (await (await host.ManagerAsync()).PageAsync(Page)).QuerySelector(".empty")!.TextContent,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Ages as in the card, pressures far from it, every fourth without cholesterol, three men; half have the disease.
    /// </summary>
    private static IEnumerable<MadeAssessment> Shifted(int count)
    {
        var ages = Card.Inputs.Single(input => input.Input == "AgeYears");
        for (var i = 0; i < count; i++)
        {
            var (share, bin) = ((i + 0.5) / count, 0);
            while (bin < ages.BinShares.Count - 1 && share > ages.BinShares[bin]) share -= ages.BinShares[bin++];
            yield return new()
            {
                AgeYears = (int)ages.BinEdges[bin],
                Sex = i < 3 ? Sex.Male : Sex.Female,
                SystolicMmHg = 150 + (i % 3 * 10),
                Cholesterol = i % 4 == 0 ? LabLevel.NotMeasured : LabLevel.Normal,
                Probability = 0.305,
                HasDisease = i % 2 == 0,
            };
        }
    }

    private static async Task FillAsync(CardioHost host, IReadOnlyList<MadeAssessment> made)
    {
        await host.Database.MigrateAsync(); // the site checks this when it starts
        await host.Database.AddAsync(await host.Database.AddDoctorAsync(), made);
    }

    private static double StabilityIndex(IReadOnlyList<double> edges, IReadOnlyList<double> shares, IReadOnlyList<double> values)
    {
        double index = 0;
        for (var bin = 0; bin < edges.Count; bin++)
        {
            var here = values.Count(
                value => (bin == 0 || value >= edges[bin]) && (bin == edges.Count - 1 || value < edges[bin + 1])) / (double)values.Count;
            var (now, before) = (Math.Max(here, 0.0001), Math.Max(shares[bin], 0.0001));
            index += (now - before) * Math.Log(now / before);
        }
        return index;
    }

    private static double Index(IHtmlDocument page, string input) => Number(
        page.QuerySelector(
            $"#stability a[href='#distribution-{input}-panel']")!.Closest("tr")!.QuerySelector("td")!.GetAttribute("data-value"));

    private static string Cell(IHtmlDocument page, string table, string row, int column) => page.QuerySelectorAll($"#{table} tbody tr")
        .Single(found => found.QuerySelector("th")!.TextContent.Trim() == row).Children[column].TextContent.Trim();

    private static List<string> Alerts(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("section#alerts.flags li").Select(alert => alert.TextContent.Trim())];

    private static List<string> Logged(CardioHost host, string level, string text) =>
        [
            .. host.Log.Lines.Where(
                line => line.StartsWith(level, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)),
        ];

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 100 && !isSo(); i++) await Task.Delay(100, Cancellation);
        Assert.True(isSo());
    }
}
