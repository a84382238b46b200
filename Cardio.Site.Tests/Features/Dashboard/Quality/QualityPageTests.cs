using System.Net;
using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Quality;

public sealed class QualityPageTests
{
    private const string Path = "/dashboard/quality";

    private static readonly int[] Both = [0, 1];

    /// <summary>600 patients; 412 are confirmed, 130 of these with a doctor's own estimate; a third have another threshold.</summary>
    private static List<StoredPatient> Mixed()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, 600).Select(i =>
        {
            var p = Math.Round(0.02 + 0.96 * random.NextDouble(), 6);
            return new StoredPatient(p, i < 412 ? random.NextDouble() < 0.1 + 0.7 * p : null)
            {
                Sex = i % 3 == 0 ? Sex.Male : Sex.Female,
                AgeYears = 40 + i % 25,
                Estimate = i < 130 ? Math.Round(Math.Clamp(p + 0.5 * (random.NextDouble() - 0.5), 0, 1), 2) : null,
                Threshold = i % 3 == 1 ? 0.4 : 0.5,
                DaysAgo = 1 + i % 20,
            };
        })];
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_figure_equals_one_computed_from_the_stored_outcomes(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var manager = await host.ManagerAsync();
        var patients = Mixed();
        await host.StoreAsync(patients);
        var page = await manager.PageAsync(Path);
        var confirmed = patients.Where(one => one.HasDisease is not null).ToList();

        Check(page, "figures", 0, confirmed, one => one.Probability);
        var positive = patients.Where(one => one.Probability >= one.Threshold).ToList();
        var negative = patients.Except(positive).ToList();
        Assert.Equal(positive.Average(one => one.Probability), page.Value("figures", "Precision", 2), 1e-4);
        Assert.Equal(
            (positive.Sum(one => one.Probability) + negative.Sum(one => 1 - one.Probability)) / 600, page.Value("figures", "Accuracy", 2),
            1e-4);
        Assert.Equal(
            positive.Sum(one => one.Probability) / patients.Sum(one => one.Probability), page.Value("figures", "Sensitivity", 2), 1e-4);
        Assert.Equal(patients.Average(one => one.Probability * (1 - one.Probability)), page.Value("figures", "Brier score", 2), 1e-4);

        var decisions = confirmed.ToLookup(one => (one.Probability >= one.Threshold, one.HasDisease!.Value));
        Assert.Equal(decisions[(true, true)].Count(), page.Value("decisions", "At or above", 0));
        Assert.Equal(decisions[(true, false)].Count(), page.Value("decisions", "At or above", 1));
        Assert.Equal(decisions[(false, true)].Count(), page.Value("decisions", "Below", 0));
        Assert.Equal(decisions[(false, false)].Count(), page.Value("decisions", "Below", 1));

        var men = confirmed.Where(one => one.Sex == Sex.Male).ToList();
        Assert.Equal(men.Count, page.Value("sex", "Men", 0));
        Check(page, "sex", 1, men, one => one.Probability, ["Men"]);
        var band = confirmed.Where(one => one.AgeYears is >= 45 and <= 49).ToList();
        Assert.Equal(band.Count, page.Value("age", "45 to 49", 0));
        Check(page, "age", 1, band, one => one.Probability, ["45 to 49"]);

        var estimated = confirmed.Where(one => one.Estimate is not null).ToList();
        Check(page, "doctors", 0, estimated, one => one.Estimate!.Value);
        Check(page, "doctors", 1, estimated, one => one.Probability);

        Assert.Contains("412 of 600 assessments have a confirmed outcome (69%)", page.QuerySelector("#confirmed")!.TextContent);
        var precision = page.Figure("figures", "Precision", 0);
        var title = page.QuerySelector("#figures-title")!.TextContent;
        var flagged = confirmed.Count(one => one.Probability >= one.Threshold);
        Assert.Equal(
            $"Precision {Whole(precision.Value)}% (95% CI {Whole(precision.Low)}–{Whole(precision.High)}): "
            + $"{flagged} flagged of 412 confirmed",
            title);
        Assert.Equal(412, page.QuerySelectorAll("#reliability tbody tr").Sum(row => Number(row, 1)));

        // The file contains the figures on screen.
        using var csv = await manager.GetAsync($"{Path}?handler=csv&table=sex");
        var lines = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.StartsWith($"\"Men\",{men.Count},", lines.Single(line => line.Contains("Men", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Filters_exclude_the_other_patients()
    {
        await using var host = await CardioHost.StartAsync();
        await host.OtherDoctorAsync();
        var manager = await host.ManagerAsync();
        var patients = Mixed();
        await host.StoreAsync(patients);
        await host.StoreAsync(Mixed().Select(one => one with { Doctor = "other@cardio.example", Probability = 1 - one.Probability }));
        await host.StoreAsync(Mixed().Select(one => one with { DaysAgo = 90, HasDisease = !one.HasDisease }));

        var id = (await manager.PageAsync(Path)).QuerySelectorAll("select[name=doctor] option")
            .Single(option => option.TextContent == "Dr. Demo").GetAttribute("value");
        var page = await manager.PageAsync($"{Path}?doctor={id}&sex=female&age=from50To54");
        var chosen = patients.Where(one => one is { HasDisease: not null, Sex: Sex.Female, AgeYears: >= 50 and <= 54 }).ToList();
        Assert.Contains($"Not enough data yet: {chosen.Count} of 200", page.QuerySelector("#not-enough")!.TextContent);
        page = await manager.PageAsync($"{Path}?doctor={id}&sex=female");
        Check(page, "figures", 0, [.. patients.Where(one => one is { HasDisease: not null, Sex: Sex.Female })], one => one.Probability);
        Assert.Null(page.QuerySelector("#sex"));
        Assert.NotNull(page.QuerySelector("#age"));
    }

    [Fact]
    public async Task Fewer_than_200_outcomes_give_an_estimate_only()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        var patients = Mixed().Select((one, i) => i < 87 ? one : one with { HasDisease = null }).ToList();
        await host.StoreAsync(patients);
        var page = await manager.PageAsync(Path);
        Assert.Contains("Not enough data yet: 87 of 200 confirmed outcomes", page.QuerySelector("#not-enough")!.TextContent);
        Assert.Contains("Not enough data yet: 87 of 200 confirmed outcomes", page.QuerySelector("#figures-title")!.TextContent);
        Assert.All(page.QuerySelectorAll("#figures tbody tr"), row =>
        {
            Assert.Equal("not enough data", row.QuerySelectorAll("td")[0].TextContent);
            Assert.Equal("", row.QuerySelectorAll("td")[0].GetAttribute("data-value"));
            Assert.Contains("(", row.QuerySelectorAll("td")[2].TextContent);
        });
        Assert.All(page.QuerySelectorAll("dl.figures dt"), term => Assert.EndsWith("(estimate)", term.TextContent));
        Assert.Null(page.QuerySelector("#decisions"));
        Assert.Null(page.QuerySelector("#sex"));

        // The same in Portuguese, with its decimal comma.
        page = await (await host.ManagerAsync("pt-BR")).PageAsync(Path);
        Assert.Contains("87 de 200 desfechos confirmados", page.QuerySelector("#not-enough")!.TextContent);
        Assert.Matches(@"^\d\d,\d% \(\d\d,\d–\d\d,\d\)$", page.Cell("figures", "Precisão", 2).TextContent);

        var few = await manager.PageAsync($"{Path}?from=2026-11-17&to=2026-11-17&sex=male&age=under45");
        Assert.DoesNotContain("on average", few.QuerySelector("#figures-panel")!.TextContent);
        Assert.Contains("fewer than 5 of 200", few.QuerySelector("#not-enough")!.TextContent);
        var none = await manager.PageAsync($"{Path}?from=2025-01-01&to=2025-01-31");
        Assert.NotNull(none.QuerySelector(".empty"));
        Assert.Empty(none.QuerySelectorAll("table"));
        using var wrong = await (await host.ManagerAsync("pt-BR")).GetAsync($"{Path}?from=soon");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        // a text inherited from the base page
        Assert.StartsWith("De: ", (await Visitor.ReadAsync(wrong)).QuerySelector(".error-summary a")!.TextContent);
    }

    [Fact]
    public async Task Hides_small_figures_and_those_from_which_they_could_be_computed()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        // Three false positives, all of them men; the groups are large.
        await host.StoreAsync(
        [
            .. Many(100, new(0.8, true)), .. Many(60, new(0.2, true)), .. Many(90, new(0.3, false)),
            .. Many(80, new(0.8, true) { Sex = Sex.Male }), .. Many(3, new(0.7, false) { Sex = Sex.Male }),
            .. Many(70, new(0.2, true) { Sex = Sex.Male }), .. Many(60, new(0.3, false) { Sex = Sex.Male }),
        ]);
        var page = await manager.PageAsync(Path);
        Assert.All(page.QuerySelectorAll("#decisions td"), cell => Assert.Equal("hidden", cell.TextContent));
        foreach (var row in (string[])["Accuracy", "Precision", "Sensitivity", "Specificity", "Negative predictive value"])
            Assert.Equal("hidden", page.Cell("figures", row, 0).TextContent);
        Assert.Equal("hidden", page.Cell("by-hand", "Model, measured", 0).TextContent);
        foreach (var row in (string[])["Model, measured", "Model, estimate"])
            Assert.Equal("hidden", page.Cell("by-hand", row, 1).TextContent);
        Assert.All(
            page.QuerySelectorAll("#sex tbody tr"),
            row => Assert.All(row.QuerySelectorAll("td").Skip(1).Take(4), cell => Assert.Equal("hidden", cell.TextContent)));
        Assert.All(page.QuerySelectorAll("#reliability tbody tr"), row =>
        {
            var (share, count) = (Number(row, 0), Number(row, 1));
            Assert.False(Math.Round(share * count) is > 0 and < 5 || Math.Round((1 - share) * count) is > 0 and < 5);
        });
    }

    [Fact]
    public async Task Four_patients_with_the_disease_have_no_reliability_diagram()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync([.. Many(206, new(0.2, false)), .. Many(4, new(0.3, true))]);
        var page = await manager.PageAsync(Path);
        Assert.NotNull(page.QuerySelector("#decisions"));
        Assert.Null(page.QuerySelector("#reliability"));
    }

    [Fact]
    public async Task Hides_an_estimate_that_is_the_probability_of_one_patient()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync([.. Many(59, new(0.2, null)), new(0.9, null)]);
        var page = await manager.PageAsync(Path);
        Assert.Equal("hidden", page.Cell("figures", "Precision", 2).TextContent);
        Assert.All(Both, column => Assert.Equal("hidden", page.Cell("by-hand", "Model, estimate", column).TextContent));
    }

    [Fact]
    public async Task Hides_a_third_group_if_two_hidden_ones_are_small_together()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync(
            [
                .. Group(41, missed: 1, size: 1), .. Group(46, missed: 1, size: 1), .. Group(51, missed: 10, size: 1),
                .. Group(56, missed: 20, size: 2),
            ]);
        var page = await manager.PageAsync(Path);
        foreach (var row in (string[])["under 45", "45 to 49", "50 to 54"]) Assert.Equal("hidden", page.Cell("age", row, 3).TextContent);
        Assert.NotEqual("hidden", page.Cell("age", "55 to 59", 3).TextContent);

        static IEnumerable<StoredPatient> Group(int age, int missed, int size) => new[]
        {
            Many(20 * size, new(0.8, true)), Many(10 * size, new(0.8, false)), Many(25 * size, new(0.2, false)),
            Many(missed, new(0.2, true)),
        }.SelectMany(patients => patients.Select(patient => patient with { AgeYears = age }));
    }

    [Fact]
    public async Task Hides_groups_that_subtraction_would_reveal()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.StoreAsync(
        [
            .. Many(60, new(0.8, true) { Estimate = 0.7 }), .. Many(40, new(0.8, false) { Estimate = 0.7 }),
            .. Many(60, new(0.2, false) { Estimate = 0.3 }),
            .. Many(40, new(0.2, true) { Estimate = 0.3 }), .. Many(2, new(0.8, true)), new(0.2, false),
        ]);
        var page = await manager.PageAsync(Path);
        Assert.NotEqual("hidden", page.Cell("figures", "Precision", 0).TextContent);
        Assert.All(Both, column => Assert.Equal("hidden", page.Cell("doctors", "Precision", column).TextContent));
        Assert.All(Both, column => Assert.Equal("hidden", page.Cell("by-hand", "Model, same patients", column).TextContent));
        Assert.Contains("the same hidden patients", page.QuerySelector("#doctors-panel h2")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_estimate_follows_the_prevalence_of_the_clinic()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Clinic:Prevalence"] = "0.2" });
        var manager = await host.ManagerAsync();
        var patients = Mixed();
        await host.StoreAsync(patients);
        var page = await manager.PageAsync(Path);
        var training = (double)System.Text.Json.JsonDocument.Parse(
            await File.ReadAllTextAsync(Repository.Path("model/artifacts/card.json"), TestContext.Current.CancellationToken))
            .RootElement.GetProperty("data").GetProperty("prevalence").GetDouble();
        double Chance(double p)
        {
            var odds = p / (1 - p) * (0.2 / 0.8) / (training / (1 - training));
            return odds / (1 + odds);
        }
        var positive = patients.Where(one => one.Probability >= 0.5).ToList();
        Assert.Equal(positive.Average(one => Chance(one.Probability)), page.Value("figures", "Precision", 2), 1e-3);
        Assert.Contains("the clinic's prevalence of 20%", page.QuerySelector("#figures-panel")!.TextContent);
        Assert.NotEqual(positive.Average(one => one.Probability), page.Value("figures", "Precision", 2), 0.1);
    }

    private static IEnumerable<StoredPatient> Many(int count, StoredPatient patient) => Enumerable.Repeat(patient, count);

    private static double Number(AngleSharp.Dom.IElement row, int column) =>
        double.Parse(row.QuerySelectorAll("td")[column].GetAttribute("data-value")!, System.Globalization.CultureInfo.InvariantCulture);

    private static int Whole(double share) => (int)Math.Round(100 * share, MidpointRounding.AwayFromZero);

    /// <summary>Recomputes the figures from each patient: the columns of a group's row, or the rows of one column.</summary>
    private static void Check(
        AngleSharp.Html.Dom.IHtmlDocument page, string table, int column, List<StoredPatient> patients, Func<StoredPatient,
        double> estimate, string[]? group = null)
    {
        bool IsPositive(StoredPatient one) => estimate(one) >= one.Threshold;
        var present = patients.Where(one => one.HasDisease == true).ToList();
        var absent = patients.Where(one => one.HasDisease == false).ToList();
        double right = present.Count(IsPositive) + absent.Count(one => !IsPositive(one)), positives = patients.Count(IsPositive);
        CheckShare("Accuracy", 0, right, patients.Count);
        CheckShare("Precision", 1, present.Count(IsPositive), positives);
        CheckShare("Sensitivity", 2, present.Count(IsPositive), present.Count);
        CheckShare("Specificity", 3, absent.Count(one => !IsPositive(one)), absent.Count);
        var auc = present.Average(
            one => absent.Average(other => estimate(one) > estimate(other) ? 1.0 : estimate(one) == estimate(other) ? 0.5 : 0));
        Assert.Equal(auc, Read("AUC", 4).Value, 1e-3);
        Assert.InRange(auc, Read("AUC", 4).Low, Read("AUC", 4).High);
        Assert.Equal(
            patients.Average(one => Math.Pow(estimate(one) - (one.HasDisease == true ? 1 : 0), 2)), Read("Brier score", 5).Value, 1e-4);

        (double Value, double Low, double High) Read(string row, int index) =>
            group is null ? page.Figure(table, row, column) : page.Figure(table, group[0], column + index);

        void CheckShare(string row, int index, double part, double whole)
        {
            var (value, low, high) = Read(row, index);
            var share = part / whole;
            Assert.Equal(share, value, 1e-4); // shown with four decimals
            // Each end of the Wilson interval is the share that is 1.96 of its own standard deviations from the observed one.
            Assert.Equal(1.959964, (share - low) / Math.Sqrt(low * (1 - low) / whole), 0.01);
            Assert.Equal(1.959964, (high - share) / Math.Sqrt(high * (1 - high) / whole), 0.01);
        }
    }
}
