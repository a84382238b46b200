using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cardio.Site.Tests.Features.Dashboard.Counting;

/// <summary>Checks that the counts always equal those of the stored rows.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5394", Justification = "What is drawn must be the same each time.")]
public sealed class CountingTests
{
    private static readonly Period Autumn = new(new(2026, 9, 13), new(2026, 11, 20));
    private static readonly ClinicClock Clock = new(Options.Create(new ClinicOptions()), TimeProvider.System);

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Counts_follow_new_assessments_outcomes_corrections_and_erasures(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var (updater, store) = Counting(database);
        var doctors = new[] { await database.AddDoctorAsync("A"), await database.AddDoctorAsync("B") };
        var random = new Random(7);
        var made = Enumerable.Range(0, 300).Select(_ => Any(random)).ToList();
        await database.AddAsync(doctors[0], [.. made[..150]]);
        await AllAsync(updater);
        await database.AddAsync(doctors[1], [.. made[150..]]);
        var holds = made.ToDictionary(one => one.Id, one => one.HasDisease);
        await HoldsAsync(store, made, holds);

        // Corrects outcomes, adds new ones and erases some patients, together with new assessments of the same days.
        foreach (var one in made.Take(40))
        {
            holds[one.Id] = one.HasDisease != true;
            await database.ConfirmAsync(doctors[0], one.Id, one.HasDisease != true);
        }
        var erased = made.Skip(20).Take(60).ToList();
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            foreach (var one in erased)
            {
                await connection.ExecuteAsync("delete from assessment_outcome where assessment_id = @Id", new { one.Id });
                await connection.ExecuteAsync("delete from assessment where id = @Id", new { one.Id });
            }
        var more = Enumerable.Range(0, 60).Select(_ => Any(random)).ToList();
        await database.AddAsync(doctors[0], more);
        var left = made.Except(erased).Concat(more).ToList();
        foreach (var one in more) holds[one.Id] = one.HasDisease;
        await HoldsAsync(store, left, holds);

        var report = await new CountCheck(database.Source, updater, Clock).RebuildAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, left.Count), (report.Differing, report.Assessments));
        Assert.True(report.Rows > 100);
    }

    [Fact]
    public async Task A_reader_waits_for_earlier_changes_but_not_for_new_ones()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var (updater, store) = Counting(database);
        await AllAsync(updater);
        await database.AddAsync(await database.AddDoctorAsync(), new MadeAssessment());
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            """
            create trigger never_ceases after delete on count_due
            begin
                insert into count_due (assessment_id, doctor_id, created_at, is_new) values (old.assessment_id, old.doctor_id,
                    old.created_at, 1);
            end
            """);
        await store.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await connection.QuerySingleAsync<long>("select max(sequence) from count_due")); // one pass, one more entry
        await new CountCheck(database.Source, updater, Clock).CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, await connection.QuerySingleAsync<long>("select max(sequence) from count_due"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_interrupted_pass_loses_and_repeats_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var (updater, store) = Counting(database);
        var doctor = await database.AddDoctorAsync();
        var made = Enumerable.Range(0, 50).Select(i => new MadeAssessment { Probability = i / 50.0 }).ToList();
        await database.AddAsync(doctor, made);
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(engine == DatabaseEngine.Sqlite
                ? "create trigger cut before delete on count_due begin select raise(abort, 'cut off'); end"
                : """
                  create function cut() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$;
                  create trigger cut before delete on count_due for each row execute function cut()
                  """);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => updater.PassAsync(TestContext.Current.CancellationToken));
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(engine == DatabaseEngine.Sqlite ? "drop trigger cut" : "drop trigger cut on count_due");
        await store.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(50, (await store.DetailAsync(Autumn, null, TestContext.Current.CancellationToken)).Total().Assessments);
    }

    [Fact]
    public async Task Two_concurrent_updaters_count_everything_once()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Postgres);
        var doctor = await database.AddDoctorAsync();
        var (one, store) = Counting(database);
        await AllAsync(one); // both have the same layout
        var other = Counting(database).Updater;
        var random = new Random(3);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++) await database.AddAsync(doctor, [.. Enumerable.Range(0, 10).Select(_ => Any(random))]);
        }, TestContext.Current.CancellationToken);
        async Task KeepAsync(CountUpdater updater)
        {
            while (!writing.IsCompleted) await updater.PassAsync(TestContext.Current.CancellationToken);
        }
        await Task.WhenAll(writing, KeepAsync(one), KeepAsync(other));
        await AllAsync(one);
        var report = await new CountCheck(database.Source, one, Clock).RebuildAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 400), (report.Differing, report.Assessments));
        Assert.Equal(
            400,
            (await store.UsageAsync(new(new(2026, 1, 1), new(2026, 12, 31)), null, TestContext.Current.CancellationToken))
                .Total().Assessments);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_rebuild_finds_and_corrects_wrong_counts(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var (updater, _) = Counting(database);
        var doctor = await database.AddDoctorAsync();
        var random = new Random(5);
        await database.AddAsync(doctor, [.. Enumerable.Range(0, 80).Select(_ => Any(random) with { ModelVersion = "2026.11.1" })]);
        await AllAsync(updater);
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync(
                """
                update assessment_count set usage = @Usage where span = 'day'
                  and start_day = (select max(start_day) from assessment_count where span = 'day')
                """,
                new { Usage = new byte[] { 0, 9 } });
            await connection.ExecuteAsync(
                "update assessment_count set start_day = '2026-01-01' where span = 'month' and start_day = '2026-10-01'");
        }
        var check = new CountCheck(database.Source, updater, Clock);
        // a wrong day, a missing month and an extra one; for the doctor and for all
        Assert.Equal(6, (await check.RebuildAsync(TestContext.Current.CancellationToken)).Differing);
        Assert.Equal(0, (await check.RebuildAsync(TestContext.Current.CancellationToken)).Differing);
    }

    [Fact]
    public async Task Days_follow_the_time_zone_and_a_new_zone_recounts()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var doctor = await database.AddDoctorAsync();
        // 22:00 on the previous day in São Paulo
        await database.AddAsync(doctor, new MadeAssessment { CreatedAt = new(2026, 11, 11, 1, 0, 0, TimeSpan.Zero) });
        var saoPaulo = Counting(database);
        await saoPaulo.Store.CatchUpAsync(TestContext.Current.CancellationToken);
        var there = await saoPaulo.Store.UsageAsync(Autumn, null, TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2026, 11, 10), Assert.Single(there.By(slice => slice.Start)).Key);

        var lisbon = Counting(database, InZone("Europe/Lisbon"));
        await lisbon.Store.CatchUpAsync(TestContext.Current.CancellationToken);
        var here = await lisbon.Store.UsageAsync(Autumn, null, TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2026, 11, 11), Assert.Single(here.By(slice => slice.Start)).Key);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Newer_count_layout_wins_until_the_older_process_has_waited(
        DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        await database.AddAsync(
            await database.AddDoctorAsync(), new MadeAssessment { CreatedAt = new(2026, 11, 11, 1, 0, 0, TimeSpan.Zero) });
        var time = new FakeTimeProvider();
        var old = Counting(database, time: time);
        await AllAsync(old.Updater);
        await AllAsync(Counting(database, time: time).Updater); // like a restarted process of the old release
        var released = Counting(database, InZone("Europe/Lisbon"), time);
        await AllAsync(released.Updater);

        Assert.Null(await old.Updater.PassAsync(TestContext.Current.CancellationToken));
        // not read with the other layout
        Assert.Empty((await old.Store.UsageAsync(Autumn, null, TestContext.Current.CancellationToken)).By(slice => slice.Start));
        Assert.Equal(1, await old.Store.DueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await released.Updater.PassAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await released.Store.DueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            new DateOnly(2026, 11, 11),
            Assert.Single(
                (await released.Store.UsageAsync(Autumn, null, TestContext.Current.CancellationToken)).By(slice => slice.Start)).Key);

        await AllAsync(Counting(database, time: time).Updater); // the release is rolled back
        Assert.Null(await released.Updater.PassAsync(TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await released.Updater.PassAsync(TestContext.Current.CancellationToken)); // no other process was active
    }

    [Theory]
    [InlineData("America/Havana", 2026, 11, 1)] // midnight occurs twice
    [InlineData("America/Santiago", 2026, 9, 6)] // midnight is skipped
    [InlineData("America/Sao_Paulo", 2026, 11, 1)]
    public void A_day_begins_at_its_first_instant(string zone, int year, int month, int day)
    {
        var clock = InZone(zone);
        var date = new DateOnly(year, month, day);
        Assert.Equal(date, clock.Day(clock.Start(date)));
        Assert.Equal(date.AddDays(-1), clock.Day(clock.Start(date).AddTicks(-1)));
    }

    [Fact]
    public async Task An_assessment_adds_to_every_counter_it_belongs_to()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var doctor = await database.AddDoctorAsync();
        await database.AddAsync(
            doctor,
            new MadeAssessment
            {
                Probability = 0.57, DecisionThreshold = 0.57, HasDisease = true, DoctorEstimate = 0.4, Seconds = 42,
                Cholesterol = LabLevel.NotMeasured, SystolicMmHg = 205,
            },
            new MadeAssessment
            {
                Probability = 1, DecisionThreshold = 0.57, HasDisease = false, DoctorEstimate = 1, Seconds = 90_000, Source = "api",
                WeightKg = 82.9,
            },
            new MadeAssessment { Probability = 0.2, Source = "batch", Sex = Sex.Male, AgeYears = 45, Glucose = LabLevel.WellAboveNormal });
        var store = Counting(database).Store;
        await store.CatchUpAsync(TestContext.Current.CancellationToken);
        var counted = await store.WithInputsAsync(Autumn, null, TestContext.Current.CancellationToken);
        var all = counted.Total();
        Assert.Equal(
            (3, 1, 1, 1, 2, 1, 1, 1, 0),
            (
                all.Assessments, all[Counters.FromForm], all[Counters.FromApi], all[Counters.FromBatch], all[Counters.AtOrAbove],
                all[Counters.Unusual], all[Counters.LabsNotMeasured],
                all[Counters.CholesterolNotMeasured], all[Counters.GlucoseNotMeasured]));
        Assert.Equal(
            (1.77, 1.57, 0.8), (all[Counters.ProbabilitySum], all[Counters.ExpectedTruePositives], all[Counters.ExpectedTrueNegatives]));
        Assert.Equal(
            (1, 1, 0, 0, 2),
            (
                all[Counters.TruePositives], all[Counters.FalsePositives], all[Counters.TrueNegatives], all[Counters.FalseNegatives],
                all.Confirmed));
        Assert.Equal([1, 1, 1], new[] { all[Counters.Probability][570], all[Counters.Probability][999], all[Counters.Probability][200] });
        Assert.Equal([1, 1], new[] { all[Counters.Present][570], all[Counters.Absent][999] });
        Assert.Equal(((0.43 * 0.43) + 1, 1.57), (all[Counters.ConfirmedBrierSum], all[Counters.ConfirmedProbabilitySum]));
        Assert.Equal([0, 1, 0, 1], all[Counters.DoctorDecisions].ToArray());
        Assert.Equal([1, 1, 0, 0], all[Counters.PairedDecisions].ToArray());
        Assert.Equal([1, 1], new[] { all[Counters.DoctorPresent][40], all[Counters.DoctorAbsent][100] });
        Assert.Equal((1.36, (0.43 * 0.43) + 1), (all[Counters.DoctorBrierSum], all[Counters.PairedBrierSum]));
        var forms = (await store.SecondsAsync(Autumn, null, TestContext.Current.CancellationToken)).Total();
        Assert.Equal([1, 1], new[] { forms[Counters.Seconds][42], forms[Counters.Seconds][1800] });
        Assert.Equal([(82, 3)], all.Input("WeightKg"));
        Assert.Equal([(0, 1), (1, 2)], all.Input("Cholesterol"));
        Assert.Equal([(0, 2), (1, 1)], all.Input("Sex"));
        Assert.Equal(1, counted.Total(Sex.Male).Assessments);
        Assert.Equal(0, counted.Total(Sex.Female, AgeBand.From45To49).Assessments);
        Assert.Equal([AgeBand.From45To49, AgeBand.From55To59], counted.By(slice => slice.AgeBand).Keys.Order());
    }

    [Theory]
    [InlineData("2026-09-13", "2026-11-20", "day 2026-09-13 2026-09-30; month 2026-10-01 2026-10-31; day 2026-11-01 2026-11-20")]
    [InlineData("2026-09-01", "2026-11-30", "month 2026-09-01 2026-11-30")]
    [InlineData("2026-11-02", "2026-11-20", "day 2026-11-02 2026-11-20")]
    [InlineData("2026-10-15", "2026-11-14", "day 2026-10-15 2026-11-14")]
    [InlineData("2026-11-01", "2026-11-01", "day 2026-11-01 2026-11-01")]
    [InlineData("2026-10-31", "2026-11-30", "day 2026-10-31 2026-10-31; month 2026-11-01 2026-11-30")]
    public void A_period_is_read_by_whole_months_where_possible(string from, string to, string parts) => Assert.Equal(
        parts,
        string.Join(
            "; ", new Period(Day(from), Day(to)).Parts().Select(part => $"{part.Span} {part.From:yyyy-MM-dd} {part.To:yyyy-MM-dd}")));

    private static ClinicClock InZone(string zone) =>
        new(Options.Create(new ClinicOptions { TimeZone = zone }), TimeProvider.System);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static (CountUpdater Updater, CountStore Store) Counting(
        TestDatabase database, ClinicClock? clock = null, TimeProvider? time = null)
    {
        var updater = new CountUpdater(database.Source, clock ?? Clock, time ?? TimeProvider.System, NullLogger<CountUpdater>.Instance);
        return (updater, new CountStore(database.Source, updater));
    }

    private static async Task AllAsync(CountUpdater updater)
    {
        while (await updater.PassAsync(TestContext.Current.CancellationToken) is not 0) { }
    }

    private static MadeAssessment Any(Random random) => new()
    {
        CreatedAt = new DateTimeOffset(2026, 9, 14, 12, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(60 * 24 * 60)),
        Probability = random.NextDouble(),
        HasDisease = random.Next(3) switch { 0 => true, 1 => false, _ => null },
        Sex = (Sex)random.Next(2),
        AgeYears = random.Next(40, 65),
        ModelVersion = random.Next(4) == 0 ? "2026.10.1" : "2026.11.1",
        DoctorEstimate = random.Next(3) == 0 ? random.Next(101) / 100.0 : null,
        Seconds = random.Next(2000),
    };

    private static async Task HoldsAsync(CountStore store, IReadOnlyCollection<MadeAssessment> made, Dictionary<Guid, bool?> outcomes)
    {
        await store.CatchUpAsync(TestContext.Current.CancellationToken);
        var counted = await store.DetailAsync(Autumn, null, TestContext.Current.CancellationToken);
        foreach (var (sex, band) in from sex in Enum.GetValues<Sex>() from band in Enum.GetValues<AgeBand>() select (sex, band))
        {
            var expected = made.Where(one => one.Sex == sex && AgeBands.FromAge(one.AgeYears) == band).ToList();
            var tally = counted.Total(sex, band);
            Assert.Equal(expected.Count, tally.Assessments);
            Assert.Equal(expected.Count(one => outcomes[one.Id] is not null), tally.Confirmed);
            Assert.Equal(expected.Count(one => outcomes[one.Id] == true && one.Probability >= 0.5), tally[Counters.TruePositives]);
            Assert.Equal(expected.Count(one => outcomes[one.Id] == false && one.Probability >= 0.5), tally[Counters.FalsePositives]);
            Assert.Equal(expected.Sum(one => one.Probability), tally[Counters.ProbabilitySum], 6);
        }
        var usage = await store.UsageAsync(Autumn, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            made.GroupBy(one => (Clock.Day(one.CreatedAt), one.ModelVersion))
                .ToDictionary(group => group.Key, group => (long)group.Count()),
            usage.By(slice => (slice.Start, slice.ModelVersion)).ToDictionary(group => group.Key, group => group.Value.Assessments));
    }
}
