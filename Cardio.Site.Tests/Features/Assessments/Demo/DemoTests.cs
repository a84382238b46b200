using System.CommandLine;
using System.Globalization;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.Demo;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Assessments.Demo;

/// <summary>Made-up patients look like those of a clinic, are marked, and go without a trace on the real ones.</summary>
public sealed class DemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Demo_patients_match_the_card_and_the_live_model(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var (code, output, error) = await RunAsync(host, "--assessments", "900", "--days", "200", "--doctors", "4", "--outcomes", "0.8");
        Assert.Equal((0, "900 made-up assessments were stored.", ""), (code, output, error));
        var all = await AllAsync(host);
        Assert.Equal(900, all.Count);

        var model = host.Services.GetRequiredService<ServedModel>().Current!;
        Assert.All(all, one => Assert.True(RecordFingerprint.Reproduces(one, model)));
        Assert.All(all, one => Assert.Equal(model.Score(one.ToFeatures()), one.Probability));
        foreach (var input in model.Card.Inputs.Where(input => input.BinShares.Count > 1))
            Assert.InRange(StabilityIndex(input, [.. all.Select(one => Value(one, input.Input)).OfType<double>()]), 0, 0.1);
        Assert.InRange(all.Count(one => one.Cholesterol == LabLevel.NotMeasured), 30, 110);
        Assert.InRange(all.Count(one => UnusualRange.Flags(one.ToFeatures()).Count > 0), 1, 40);
        Assert.InRange(all.Count(one => one.SystolicMmHg % 10 == 0), 800, 899);

        var clock = host.Services.GetRequiredService<ClinicClock>();
        var times = all.Select(one => TimeZoneInfo.ConvertTime(one.CreatedAt, clock.Zone)).ToList();
        Assert.All(times, at => Assert.InRange(at.TimeOfDay.TotalHours, 7, 19));
        Assert.InRange(times.Count(at => at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday), 10, 120);
        Assert.InRange(times.Min().Date, new(2026, 5, 2), new(2026, 5, 6));
        Assert.Equal(new(2026, 11, 17), times.Max().Date);
        Assert.Equal(4, all.Select(one => one.DoctorId).Distinct().Count());
        Assert.All(Enum.GetValues<AssessmentSource>(), source => Assert.InRange(all.Count(one => one.Source == source), 50, 720));
        var forms = all.Where(one => one.Source == AssessmentSource.Form).ToList();
        Assert.All(forms, one => Assert.InRange((one.CreatedAt - one.OpenedAt!.Value).TotalSeconds, 30, 180));
        Assert.InRange(forms.Count(one => one.DoctorEstimate is > 0 and < 1), 90, 230);
        Assert.DoesNotContain(all, one => one.Source != AssessmentSource.Form && (one.OpenedAt, one.DoctorEstimate) != (null, null));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Demo_outcomes_match_the_estimates_and_come_later(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        Assert.Equal(0, (await RunAsync(host, "--assessments", "900", "--outcomes", "0.9", "--seed", "3")).Code);
        var all = (await AllAsync(host)).ToDictionary(one => one.Id);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var outcomes = (await connection.QueryAsync<(
            Guid AssessmentId, Guid DoctorId, DateTimeOffset CreatedAt, string Diagnosis, DateOnly DiagnosedOn)>(
            "select assessment_id, doctor_id, created_at, diagnosis, diagnosed_on from assessment_outcome")).ToList();
        Assert.InRange(outcomes.Count, 700, 840);
        var clock = host.Services.GetRequiredService<ClinicClock>();
        Assert.All(outcomes, outcome =>
        {
            var assessment = all[outcome.AssessmentId];
            Assert.Equal(assessment.DoctorId, outcome.DoctorId);
            Assert.InRange(outcome.CreatedAt, assessment.CreatedAt.AddDays(1), host.Time.GetUtcNow());
            Assert.InRange(outcome.DiagnosedOn, clock.Day(assessment.CreatedAt), clock.Day(outcome.CreatedAt));
        });

        // Of each half, the confirmed share lies within four standard errors of the mean probability.
        foreach (var half in outcomes.GroupBy(outcome => all[outcome.AssessmentId].Probability >= 0.5))
        {
            var probabilities = half.Select(outcome => all[outcome.AssessmentId].Probability).ToList();
            var error = Math.Sqrt(probabilities.Sum(p => p * (1 - p)));
            Assert.InRange(half.Count(outcome => outcome.Diagnosis == "present"), probabilities.Sum() - (4 * error),
                probabilities.Sum() + (4 * error));
        }
        Assert.InRange(await connection.ExecuteScalarAsync<int>("select count(*) from assessment_review"), 40, 130);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Demo_assessments_open_normally_and_removal_keeps_real_ones(DatabaseEngine engine)
    {
        const string counts =
            """
            select (select count(*) from assessment), (select count(*) from assessment_review),
                (select count(*) from assessment_outcome), (select count(*) from account)
            """;
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var real = await Assessed.PathAsync(doctor);
        using var review = await doctor.PostAsync($"{real}/review", new() { ["Input.Decision"] = "agree" });
        using var outcome = await doctor.PostAsync($"{real}/outcome",
            new() { ["Input.Diagnosis"] = "present", ["Input.Method"] = "angiography", ["Input.DiagnosedOn"] = "2026-11-17" });
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var before = await connection.QuerySingleAsync<(int, int, int, int)>(counts);

        Assert.Equal(0, (await RunAsync(host, "--assessments", "120", "--outcomes", "1", "--doctors", "2")).Code);
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>(
            "select count(*) from account where is_demo = true and disabled_at is not null and password_hash is null"));
        var id = await connection.QuerySingleAsync<Guid>(
            """
            select assessment_id from assessment_outcome join assessment on assessment.id = assessment_id
            where is_demo = true order by assessment_id limit 1
            """);

        // Somebody opens the way that is closed, to look.
        await connection.ExecuteAsync(
            """
            update account
            set disabled_at = null, password_hash = (select password_hash from account where email = 'doctor@cardio.example')
            where id = (select doctor_id from assessment where id = @Id)
            """,
            new { Id = id });
        var email = await connection.QuerySingleAsync<string>(
            "select email from account join assessment on doctor_id = account.id where assessment.id = @Id", new { Id = id });
        var page = await (await host.WithPasswordAsync(email)).PageAsync($"/assessments/{id}");
        Assert.NotEmpty(page.QuerySelectorAll(".reasons tr td.number"));
        Assert.Contains("Demo", page.QuerySelector("#outcome")!.TextContent, StringComparison.Ordinal);
        await connection.ExecuteAsync(
            "delete from account_session where account_id = (select id from account where email = @Email)", new { Email = email });
        await connection.ExecuteAsync(
            "update account set disabled_at = created_at, password_hash = null where email = @Email", new { Email = email });

        Assert.Equal((0, "120 made-up assessments were removed."), await ShortAsync(host, "--remove"));
        Assert.Equal(before, await connection.QuerySingleAsync<(int, int, int, int)>(counts));
        Assert.Equal((0, "0 made-up assessments were removed."), await ShortAsync(host, "--remove"));
        Assert.Contains("angiography", (await doctor.PageAsync(real)).QuerySelector("#outcome")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [("demoAdded", "120 assessments of 365 days by 2 doctors, seed 1"), ("demoRemoved", "120 assessments and 2 doctors")],
            await connection.QueryAsync<(string, string)>(
                "select action, detail from audit_event where action like 'demo%' order by sequence"));
        Assert.Null((await host.Database.Verification().RunAsync(null, Cancellation)).Fault);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_patients()
    {
        await using var host = await CardioHost.StartAsync();
        var first = await PatientsAsync(host, "--seed", "7");
        host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first, await PatientsAsync(host, "--seed", "7"));
        Assert.NotEqual(first, await PatientsAsync(host, "--seed", "8"));
    }

    [Fact]
    public async Task Production_adds_no_demo_data_but_can_remove_it()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        await using (var add = SiteProcess.Start(database, null, "demo", "--assessments", "10"))
        {
            Assert.Equal(2, await add.EndAsync());
            Assert.Equal("This is Production: made-up patients are for Development and Staging only.", add.Errors);
        }
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal((0, 0, 0),
            await connection.QuerySingleAsync<(int, int, int)>(
                "select (select count(*) from assessment), (select count(*) from account), (select count(*) from audit_event)"));
        await using var remove = SiteProcess.Start(database, null, "demo", "--remove");
        Assert.Equal((0, "0 made-up assessments were removed."), (await remove.EndAsync(), remove.Output));
    }

    [Fact]
    public async Task Invalid_options_are_reported_in_a_sentence()
    {
        await using var host = await CardioHost.StartAsync();
        foreach (var (sentence, arguments) in new (string, string[])[]
        {
            ("Specify either", []),
            ("Specify either", ["--assessments", "5", "--remove"]),
            ("--assessments is between", ["--assessments", "0"]),
            ("--days is between", ["--assessments", "5", "--days", "0"]),
            ("--doctors is between", ["--assessments", "5", "--doctors", "100"]),
            ("--outcomes is a share", ["--assessments", "5", "--outcomes", "1.5"]),
            ("--outcomes is a share", ["--assessments", "5", "--outcomes", "many"]),
        })
        {
            var (code, output, error) = await RunAsync(host, arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(sentence, error, StringComparison.Ordinal);
        }
        Assert.Empty(await AllAsync(host));
    }

    private static async Task<IReadOnlyList<PatientFeatures>> PatientsAsync(CardioHost host, params string[] arguments)
    {
        Assert.Equal(0, (await RunAsync(host, ["--assessments", "50", .. arguments])).Code);
        var patients = (await AllAsync(host)).Select(one => one.ToFeatures()).ToList();
        Assert.Equal(0, (await RunAsync(host, "--remove")).Code);
        Assert.Equal(50, patients.Count);
        return patients;
    }

    private static async Task<IReadOnlyList<Assessment>> AllAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        return (await connection.QueryAsync<Assessment>(
            $"select {AssessmentTable.Columns} from assessment where is_demo = true order by id")).AsList();
    }

    private static async Task<(int Code, string Output)> ShortAsync(CardioHost host, params string[] arguments)
    {
        var (code, output, _) = await RunAsync(host, arguments);
        return (code, output);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(CardioHost host, params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var verb = new RootCommand { DemoCommand.Create(host.Services, _ => Task.CompletedTask) };
        var code = await verb.Parse(["demo", .. arguments]).InvokeAsync(new() { Output = output, Error = error }, Cancellation);
        return (code, output.ToString().Trim(), error.ToString());
    }

    private static double? Value(Assessment one, string input) => input switch
    {
        "AgeYears" => one.AgeYears,
        "Sex" => (int)one.Sex,
        "HeightCm" => one.HeightCm,
        "WeightKg" => one.WeightKg,
        "BodyMassIndex" => one.ToFeatures().BodyMassIndex,
        "SystolicMmHg" => one.SystolicMmHg,
        "DiastolicMmHg" => one.DiastolicMmHg,
        "Cholesterol" => one.Cholesterol == LabLevel.NotMeasured ? null : (int)one.Cholesterol,
        "Glucose" => one.Glucose == LabLevel.NotMeasured ? null : (int)one.Glucose,
        "PhysicallyActive" => one.PhysicallyActive ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, null),
    };

    private static double StabilityIndex(InputDistribution input, IReadOnlyList<double> values)
    {
        var counts = new double[input.BinShares.Count];
        foreach (var value in values) counts[Math.Max(0, input.BinEdges.Count(edge => edge <= value) - 1)]++;
        return counts.Zip(input.BinShares)
            .Sum(bin => ((bin.First / values.Count) - bin.Second) * Math.Log(Math.Max(bin.First / values.Count, 1e-4) / bin.Second));
    }
}
