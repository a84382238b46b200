using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Comparison;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Tests.Model;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

/// <summary>Recomputes the figures from the made-up patients, independently of the site's code.</summary>
public sealed class ReplayTests
{
    private const int Many = 600;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Day = new(2026, 11, 10, 15, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Patients with probabilities near the threshold of 50%, where models differ; most have a random outcome.
    /// </summary>
    private static readonly IReadOnlyList<MadeAssessment> Made = [.. Make()];

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_replay_shows_reclassified_patients_and_figures_of_both_models(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var doctor = await database.AddDoctorAsync();
        await database.AddAsync(doctor, Made);
        await database.AddAsync(await database.AddDoctorAsync(), new MadeAssessment { Probability = 0.1 }); // another doctor's
        await database.AddAsync(doctor, new MadeAssessment { CreatedAt = Day.AddDays(-9), Probability = 0.1 }); // before the period
        var store = new ReplayStore(database.Source);
        var selection = new Selection(Day.AddDays(-1), Day.AddDays(1)) { Doctor = doctor };
        var sides = await store.ReplayAsync(Artifacts.Candidate, selection, 50_000, Cancellation);

        var rows = Made.Select(made => (Made: made, Other: Artifacts.Candidate.Score(Features(made)))).ToList();
        Assert.Equal(Many, sides.All.Count);
        Assert.InRange(sides.All.ToAtOrAbove, 5, 200);
        Assert.InRange(sides.All.ToBelow, 5, 200);
        foreach (var sex in Enum.GetValues<Sex>())
        {
            foreach (var band in Enum.GetValues<AgeBand>())
            {
                var group = rows.Where(row => row.Made.Sex == sex && Band(row.Made.AgeYears) == band).ToList();
                Assert.Equal(
                    new ReclassificationCounts(group.Count, group.Count(Rises), group.Count(Falls)), sides.Reclassified(sex, band));
            }
        }
        Assert.Equal(rows.Average(row => Math.Abs(row.Made.Probability - row.Other)), sides.MeanDistance!.Value, 1e-12);
        var (ill, well) = (
            rows.Where(row => row.Made.HasDisease == true).ToList(), rows.Where(row => row.Made.HasDisease == false).ToList());
        Assert.Equal(new ReclassificationCounts(ill.Count, ill.Count(Rises), ill.Count(Falls)), sides.WithDisease);
        Assert.Equal(new ReclassificationCounts(well.Count, well.Count(Rises), well.Count(Falls)), sides.WithoutDisease);
        Same(sides.Given, [.. rows.Select(row => (row.Made, row.Made.Probability))]);
        Same(sides.Other, [.. rows.Select(row => (row.Made, row.Other))]);
        Assert.False(sides.IsCut);

        var cut = await store.ReplayAsync(
            Artifacts.Candidate, selection with { Sex = Sex.Male, AgeBand = AgeBand.From50To54 }, 10, Cancellation);
        Assert.Equal((10, 10, true), (cut.All.Count, cut.Reclassified(Sex.Male, AgeBand.From50To54).Count, cut.IsCut));
    }

    [Fact]
    public async Task The_replay_page_shows_money_hides_few_patients_and_reports_errors()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Price:CostPerExam"] = "900" });
        var manager = await host.ManagerAsync();
        await host.Database.AddAsync(await host.Database.AddDoctorAsync(), Made);
        var address = $"/dashboard/models/replay?from=2026-11-09&to=2026-11-11&candidate={Artifacts.Candidate.Sha256}";
        var page = await manager.PageAsync(address);
        var rows = Made.Select(made => (Made: made, Other: Artifacts.Candidate.Score(Features(made)))).ToList();
        Assert.Equal(
            $"Of {Many} assessments, {rows.Count(Rises) + rows.Count(Falls)} would move to the other side of the threshold with 2026.11.2",
            page.QuerySelector("#moves-title")!.TextContent);
        Assert.Equal([$"{Many}", $"{rows.Count(Rises)}", $"{rows.Count(Falls)}"], Cells(page, "#moves", 0));

        // Computed by hand: R$ 500 for each full 5 points of precision above 50%, R$ 900 per examination, 70,000 patients.
        var profits = new[]
        {
            Profit([.. rows.Select(row => (row.Made, row.Made.Probability))]), Profit([.. rows.Select(row => (row.Made, row.Other))]),
        };
        var money = Cells(page, "#money", 0);
        Assert.Equal(profits.Select(Reais), money[2..4]);
        Assert.Equal((profits[1] > profits[0] ? "+" : "") + Reais(profits[1] - profits[0]), money[4]);
        Assert.Equal(
            new[] { Missed(row => row.Made.Probability), Missed(row => row.Other) },
            money[5..].Select(cell => cell[..cell.IndexOf(' ', StringComparison.Ordinal)]));
        string Missed(Func<(MadeAssessment Made, double Other), double> said) =>
            (
                1000 * rows.Where(row => row.Made.HasDisease is not null)
                    .Average(row => row.Made.HasDisease == true && said(row) < 0.5 ? 1.0 : 0))
                .ToString("N0", CultureInfo.InvariantCulture);
        Assert.Equal(7, Cells(page, "#money", 1).Length);

        // The promotion page shows the same, per examination.
        var promotion = await (await host.AdminAsync()).PageAsync($"/administration/models/{Artifacts.Candidate.Sha256}");
        Assert.Equal(
            $"Value and missed patients, from {rows.Count(row => row.Made.HasDisease is not null)} confirmed outcomes",
            promotion.QuerySelector("#examination-title")!.TextContent);
        foreach (var side in (int[])[0, 1])
        {
            var cells = Cells(promotion, "#examination", side);
            Assert.Equal([money[side], Reais(profits[side] / 70_000 + 900), Reais(profits[side] / 70_000), money[5 + side]], cells);
        }

        Assert.Equal("Confirmed outcomes", page.QuerySelector("#money tbody th")!.TextContent.Trim());
        using (var file = await manager.GetAsync($"{address}&handler=csv&table=moves"))
            Assert.Contains(
                $"\"all\",{Many},{rows.Count(Rises)},{rows.Count(Falls)}", await file.Content.ReadAsStringAsync(Cancellation),
                StringComparison.Ordinal);

        using (var unknown = await manager.GetAsync("/dashboard/models/replay?candidate=2099.1.1"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
            Assert.Contains(
                "Choose a model from the list", (await Visitor.ReadAsync(unknown)).QuerySelector(".error-summary")!.TextContent,
                StringComparison.Ordinal);
        }
        // One more patient on a day alone: few enough to be identified.
        await host.Database.AddAsync(
            await host.Database.AddDoctorAsync(),
            Enumerable.Range(0, 6)
                .Select(i => new MadeAssessment { CreatedAt = Day.AddDays(4), AgeYears = 40 + i, Probability = i == 0 ? 0.001 : 0.9 })
                .ToList());
        var few = await manager.PageAsync("/dashboard/models/replay?from=2026-11-14&to=2026-11-14");
        Assert.Contains("very few would move to the other side", few.QuerySelector("#moves-title")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["6", "hidden", "0"], Cells(few, "#moves", 0));
        Assert.All(Cells(few, "#money", 0), cell => Assert.Equal("not enough data yet", cell));
        Assert.Contains("0 of 200 confirmed outcomes", few.QuerySelector("#panels .inset")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "There are no assessments in this period",
            (await manager.PageAsync("/dashboard/models?from=2026-11-15&to=2026-11-15"))
                .QuerySelector("section[aria-labelledby=versions-title]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(
            "Fewer than 5 assessments",
            (await manager.PageAsync("/dashboard/models/replay?from=2026-11-14&to=2026-11-14&age=from45To49"))
                .QuerySelector(".empty")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenger_is_compared_on_the_answers_of_the_live_model()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        Assert.Contains(
            "There is no challenger", (await manager.PageAsync("/dashboard/models")).QuerySelector("#panels")!.TextContent,
            StringComparison.Ordinal);
        var admin = await host.AdminAsync();
        using (await admin.PostAsync(
            "/administration/models", new() { ["Challenger"] = Artifacts.Candidate.Sha256 }, handler: "Challenger"))
        {
            var answered = Made.Select(
                made => made with { CreatedAt = host.Time.GetUtcNow().AddMinutes(1), ModelSha256 = ArtifactFiles.PinnedSha256 })
                .ToList();
            await host.Database.AddAsync(
                await host.Database.AddDoctorAsync(),
                [.. answered, new() { CreatedAt = answered[0].CreatedAt, ModelSha256 = new('b', 64), Probability = 0.2 }]);
        }
        var store = new ShadowStore(host.Database.Source);
        while ((await store.ScoreAsync(Artifacts.Candidate, host.Time.GetUtcNow(), 200, Cancellation)).Scored > 0)
        {
            // until nothing is missing
        }
        var page = await manager.PageAsync("/dashboard/models?from=2026-11-18&to=2026-11-18");
        var rows = Made.Select(made => (Made: made, Other: Artifacts.Candidate.Score(Features(made)))).ToList();
        Assert.Equal([$"{Many}", $"{rows.Count(Rises)}", $"{rows.Count(Falls)}"], Cells(page, "#moves", 0));
        var accuracy = Cells(page, "#figures", 0);
        var confirmed = rows.Where(row => row.Made.HasDisease is not null).ToList();
        Assert.StartsWith(
            Share(confirmed.Average(row => row.Made.Probability >= 0.5 == row.Made.HasDisease ? 1.0 : 0)), accuracy[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            Share(confirmed.Average(row => row.Other >= 0.5 == row.Made.HasDisease ? 1.0 : 0)), accuracy[1], StringComparison.Ordinal);
        Assert.Equal("601", Cells(page, "#periods", 0)[2]);
        Assert.Equal($"{confirmed.Count}", Cells(page, "#versions", 0)[2]);
    }

    [Theory]
    [InlineData(6, 0, "")]
    [InlineData(3, 0, "Few")]
    [InlineData(2, 2, "Few")]
    [InlineData(6, 3, "Some")] // the 9 would reveal the 3
    [InlineData(4, 4, "Few")]
    [InlineData(0, 0, "")]
    public void The_number_of_reclassified_patients_is_hidden_only_if_small(int rises, int falls, string telling) =>
        Assert.Equal(telling, new ReclassificationCounts(100, rises, falls).Telling);

    private static IEnumerable<MadeAssessment> Make()
    {
        var random = new Random(17);
        var borderline = RandomPatients.FullyMeasured(200_000, 8)
            .Select(p => p with { Smoker = false, DrinksAlcohol = false, PhysicallyActive = true })
            .Where(p => Math.Abs(TrainedModel.Model.Score(p) - 0.5) < 0.01).Take(Many);
        foreach (var patient in borderline)
        {
            yield return new()
            {
                CreatedAt = Day, Probability = TrainedModel.Model.Score(patient),
                HasDisease = random.Next(5) == 0 ? null : random.Next(10) < 6, AgeYears = patient.AgeYears,
                Sex = patient.Sex!.Value, HeightCm = patient.HeightCm!.Value, WeightKg = patient.WeightKg,
                SystolicMmHg = patient.SystolicMmHg, DiastolicMmHg = patient.DiastolicMmHg,
                Cholesterol = patient.Cholesterol, Glucose = patient.Glucose,
            };
        }
    }

    private static PatientFeatures Features(MadeAssessment made) => new()
    {
        AgeYears = made.AgeYears, Sex = made.Sex, HeightCm = made.HeightCm, WeightKg = made.WeightKg, SystolicMmHg = made.SystolicMmHg,
        DiastolicMmHg = made.DiastolicMmHg,
        Cholesterol = made.Cholesterol, Glucose = made.Glucose, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };

    private static bool Rises((MadeAssessment Made, double Other) row) => row.Made.Probability < 0.5 && row.Other >= 0.5;

    private static bool Falls((MadeAssessment Made, double Other) row) => row.Made.Probability >= 0.5 && row.Other < 0.5;

    private static AgeBand Band(int age) =>
        age < 45
            ? AgeBand.Under45
            : age < 50
            ? AgeBand.From45To49
            : age < 55
            ? AgeBand.From50To54
            : age < 60
            ? AgeBand.From55To59
            : AgeBand.From60;

    private static void Same(ModelPerformance side, IReadOnlyList<(MadeAssessment Made, double Probability)> rows)
    {
        int Count(bool ill, bool positive) => rows.Count(row => row.Made.HasDisease == ill && row.Probability >= 0.5 == positive);
        Assert.Equal(
            (Count(true, true), Count(false, true), Count(false, false), Count(true, false)),
            (
                (int)side.Decisions.TruePositives, (int)side.Decisions.FalsePositives, (int)side.Decisions.TrueNegatives,
                (int)side.Decisions.FalseNegatives));
        Assert.Equal(
            rows.Where(row => row.Made.HasDisease is not null)
                .Sum(row => Math.Pow(row.Probability - (row.Made.HasDisease == true ? 1 : 0), 2)),
            side.BrierSum, 1e-9);
        Assert.Equal(rows.Where(row => row.Probability >= 0.5).Sum(row => row.Probability), side.Expected.TruePositives, 1e-9);
        Assert.Equal(rows.Where(row => row.Probability < 0.5).Sum(row => 1 - row.Probability), side.Expected.TrueNegatives, 1e-9);
        Assert.Equal(rows.Count(row => row.Probability >= 0.5), side.Expected.Positives, 1e-9);
    }

    private static decimal Profit(IReadOnlyList<(MadeAssessment Made, double Probability)> rows)
    {
        var positive = rows.Where(row => row.Made.HasDisease is not null && row.Probability >= 0.5).ToList();
        var precision = (decimal)positive.Count(row => row.Made.HasDisease == true) / positive.Count;
        return 70_000 * (500 * Math.Max(0, Math.Floor((precision - 0.5m) / 0.05m)) - 900);
    }

    private static string Reais(decimal amount) =>
        $"{(amount < 0 ? "−" : "")}R$\u00A0{Math.Abs(amount).ToString("N0", CultureInfo.InvariantCulture)}";

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string[] Cells(IParentNode page, string table, int row) =>
        [.. page.QuerySelectorAll($"{table} tbody tr")[row].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
}
