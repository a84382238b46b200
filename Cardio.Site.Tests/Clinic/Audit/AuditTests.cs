using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Clinic.Audit;

/// <summary>Changes of the audit trail are detected, even those by the owner of the database.</summary>
public sealed class AuditTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const int Rows = 200;

    /// <summary>Manual edits of a trail with <see cref="Rows"/> rows, and the row that the verification names.</summary>
    private static readonly (string Sql, string Row)[] Edits =
    [
        ("update audit_event set detail = 'made 7 tests' where sequence = 57", "Row 57"),
        ("update audit_event set actor = 'account:somebody' where sequence = 1", "Row 1"),
        ("update audit_event set action = 'purged' where sequence = 200", "Row 200"),
        ("update audit_event set mac = replace(mac, substr(mac, 1, 1), 'x') where sequence = 11", "Row 11"),
        ("delete from audit_event where sequence = 1", "Row 1"),
        ("delete from audit_event where sequence = 99", "Row 99"),
        ("delete from audit_event where sequence > 150", "Row 151"),
        ("delete from audit_event", "Row 1"),
        (
            """
            update audit_event set sequence = case sequence when 40 then -1 else 40 end where sequence in (40, 41);
            update audit_event set sequence = 41 where sequence = -1
            """,
            "Row 40"),
        (
            """
            insert into audit_event
            select 201, at, actor, action, subject, detail, result, mac from audit_event where sequence = 200
            """,
            "Row 201"),
        (
            """
            update audit_event set sequence = 1000 + sequence where sequence > 70;
            update audit_event set sequence = sequence - 999 where sequence > 1000;
            insert into audit_event
            select 71, at, actor, action, subject, detail, result, mac from audit_event where sequence = 70
            """,
            "Row 71"),
        (
            """
            delete from audit_event where sequence > 150;
            update audit_head set sequence = 150, mac = (select mac from audit_event where sequence = 150)
            """,
            "row 150"),
        ("update audit_head set seal = mac", "row 200"),
        ("delete from audit_head", "Row 1"),
    ];

    public static MatrixTheoryData<DatabaseEngine, int> EnginesAndEdits { get; } =
        new([DatabaseEngine.Sqlite, DatabaseEngine.Postgres], Enumerable.Range(0, Edits.Length));

    [Theory]
    [MemberData(nameof(EnginesAndEdits))]
    public async Task Every_manual_edit_is_detected(DatabaseEngine engine, int edit)
    {
        await using var database = await FilledAsync(engine, Rows);
        Assert.Null((await database.Verification().RunAsync(null, Cancellation)).Fault);
        await using (var connection = await OpenWithoutTriggersAsync(database)) await connection.ExecuteAsync(Edits[edit].Sql);

        var finding = await database.Verification().RunAsync(null, Cancellation);
        Assert.Contains($"{Edits[edit].Row} ", $"{finding.Fault} ".Replace('.', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bit_of_ten_thousand_rows_is_found_wherever_it_is()
    {
        const int rows = 10_000;
        await using var database = await FilledAsync(DatabaseEngine.Sqlite, rows);
        Assert.Equal(rows, (await database.Verification().RunAsync(null, Cancellation)).Rows);
        await using var connection = await OpenWithoutTriggersAsync(database);
        var random = new Random(1);
        foreach (var column in (string[])["at", "actor", "action", "subject", "detail", "result", "mac"])
        {
            var row = random.Next(1, rows + 1);
            var text = await connection.QuerySingleAsync<string>($"select cast({column} as text) from audit_event where sequence = {row}");
            var place = random.Next(text.Length);
            var flipped = text[..place] + (char)(text[place] ^ 1) + text[(place + 1)..];
            await connection.ExecuteAsync($"update audit_event set {column} = @flipped where sequence = {row}", new { flipped });
            Assert.StartsWith($"Row {row} ", (await database.Verification().RunAsync(null, Cancellation)).Fault, StringComparison.Ordinal);
            await connection.ExecuteAsync($"update audit_event set {column} = @text where sequence = {row}", new { text });
        }
        Assert.Null((await database.Verification().RunAsync(null, Cancellation)).Fault);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_restored_earlier_trail_does_not_match_the_log(DatabaseEngine engine)
    {
        await using var database = await FilledAsync(engine, 20);
        var earlier = (await database.Verification().RunAsync(null, Cancellation)).Head;
        await FillAsync(database, 20);
        var logged = (await database.Verification().RunAsync(null, Cancellation)).Head;
        await using (var connection = await OpenWithoutTriggersAsync(database))
        {
            await connection.ExecuteAsync(
                """
                delete from audit_event where sequence > 20;
                update audit_head set sequence = @Sequence, mac = @Mac, seal = @Seal
                """,
                earlier);
        }
        Assert.Null((await database.Verification().RunAsync(earlier, Cancellation)).Fault);
        var finding = await database.Verification().RunAsync(logged, Cancellation);
        Assert.StartsWith("Row 21 is missing", finding.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Existing_accounts_reveal_an_emptied_trail(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await host.DoctorAsync();
        await using (var connection = await OpenWithoutTriggersAsync(host.Database))
            await connection.ExecuteAsync("delete from audit_event; delete from audit_head");
        var finding = await host.Database.Verification().RunAsync(null, Cancellation);
        Assert.StartsWith("Row 1 is missing", finding.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_database_rejects_changes_of_the_trail(DatabaseEngine engine)
    {
        await using var database = await FilledAsync(engine, 3);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        foreach (var sql in (string[])["update audit_event set detail = ''", "delete from audit_event where sequence = 3"])
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(sql));
            Assert.Contains("only ever added to", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Concurrent_writers_make_one_chain(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var trails = Enumerable.Range(0, 8).Select(_ => database.Trail()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() => trails[i % 8].RecordAsync(Entry(i), Cancellation))));
        var finding = await database.Verification().RunAsync(null, Cancellation);
        Assert.Null(finding.Fault);
        Assert.Equal(80, finding.Rows);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_assessment_and_its_audit_entry_are_stored_together(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var subject = await connection.QuerySingleAsync<string>("select subject from audit_event where action = 'assessmentCreated'");
        Assert.Equal(await connection.QuerySingleAsync<Guid>("select id from assessment"), Guid.Parse(subject));

        await connection.ExecuteAsync("alter table audit_event rename to audit_event_gone");
        using var refused = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", "P-8")));
        Assert.False(refused.IsSuccessStatusCode);
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*) from assessment"));
    }

    private static AuditEntry Entry(int i) => new(Actors.System, AuditAction.Exported, $"subject-{i}", $"made {i} tests");

    private static async Task<TestDatabase> FilledAsync(DatabaseEngine engine, int rows)
    {
        var database = await TestDatabase.MigratedAsync(engine);
        await FillAsync(database, rows);
        return database;
    }

    private static Task FillAsync(TestDatabase database, int rows)
    {
        var trail = database.Trail();
        return database.Source.CommitAsync(
            async transaction =>
            {
                for (var i = 1; i <= rows; i++) await trail.AppendAsync(transaction, Entry(i), Cancellation);
                return rows;
            },
            Cancellation);
    }

    /// <summary>Opens a connection without the triggers that protect the trail, as the owner of the database can.</summary>
    private static async Task<DbConnection> OpenWithoutTriggersAsync(TestDatabase database)
    {
        var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(database.Options.Engine == DatabaseEngine.Sqlite
            ? "drop trigger audit_event_is_final; drop trigger audit_event_is_never_emptied"
            : "alter table audit_event disable trigger all");
        return connection;
    }
}
