using System.Text;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Privacy;

/// <summary>Patient code keys that an earlier version stored, or still stores in parallel.</summary>
public sealed class PatientKeyTests
{
    private static readonly string[] Codes = ["A-12", "A–12", "A‑12", "Ａ-12", "A-12\u200B", "\uFEFFA-12", "A\u00A0\u00A012", "E\u0301-1"];

    private const string MakeOld =
        """
        update assessment set patient_code = @Code, patient_code_key = @Key, patient_code_key_form = 0
        where id = (select id from assessment where patient_code = @New)
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Finds_rows_of_an_older_process_at_once(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await StoreOldAsync(host);
        var admin = await host.AdminAsync();
        using var found = await admin.PostAsync("/administration/privacy", new() { ["Code"] = "A-12" });
        var box = (await Visitor.ReadAsync(found)).QuerySelector("input[name=Doctors]")!;
        Assert.Contains("assessments: 6", box.ParentElement!.TextContent, StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        const string keys = "select distinct patient_code_key from assessment order by 1";
        Assert.Equal(["a 12", "a-12", "é-1"], await connection.QueryAsync<string>(keys));
        Assert.Equivalent(Codes, await connection.QueryAsync<string>("select patient_code from assessment"), strict: true);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Updates_keys_in_the_background(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await StoreOldAsync(host);
        await using var next = host.Beside();
        _ = next.Services;
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        const string count = "select count(distinct patient_code_key) from assessment";
        for (var i = 0; i < 100 && await connection.ExecuteScalarAsync<int>(count) > 3; i++) await Task.Delay(100, Cancellation);
        Assert.Equal(3, await connection.ExecuteScalarAsync<int>(count));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Old_keys_are_indexed_and_updates_change_no_counts(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var doctor = await database.AddDoctorAsync();
        await database.AddAsync(doctor, [.. Enumerable.Range(0, 1000).Select(_ => new MadeAssessment())]);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("update assessment set patient_code = request_key, patient_code_key = 'é' || request_key");
        await connection.ExecuteAsync("delete from count_due");
        await connection.ExecuteAsync("analyze;");
        var plan = new StringBuilder();
        var explain = engine == DatabaseEngine.Sqlite ? "explain query plan" : "explain";
        var select = $"{explain} {PatientKeys.Statements(engine)[0].Select}";
        await using (var steps = await connection.ExecuteReaderAsync(select, new { After = "", BlockSize = 1 }))
            while (await steps.ReadAsync(Cancellation)) plan.Append(steps.GetString(steps.FieldCount - 1)).Append('\n');
        Assert.Contains("assessment_old_key", plan.ToString(), StringComparison.Ordinal);

        await connection.ExecuteAsync("update assessment set patient_code_key = 'é', patient_code_key_form = 1");
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from count_due"));
        await connection.ExecuteAsync("update assessment set weight_kg = 80");
        Assert.Equal(2000, await connection.ExecuteScalarAsync<int>("select count(*) from count_due"));
    }

    [Fact]
    public void Key_update_keeps_the_record_fingerprint()
    {
        var stored = new Assessment { PatientCode = "A–12", PatientCodeKey = "a–12" };
        var record = ExplanationHandler.WriteRecord(stored with { PatientCodeKey = PatientCode.KeyOf("A–12") });
        Assert.Contains("\"patientCodeKey\":\"a\\u201312\"", Encoding.UTF8.GetString(record), StringComparison.Ordinal);
        Assert.Equal(ExplanationHandler.WriteRecord(stored), record);
    }

    private static async Task StoreOldAsync(CardioHost host)
    {
        var doctor = await host.DoctorAsync();
        for (var i = 0; i < Codes.Length; i++) await Assessed.PathAsync(doctor, ("PatientCode", $"new-{i}"));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var rows = Codes.Select((code, i) => new { Code = code, Key = code.ToLowerInvariant(), New = $"new-{i}" });
        Assert.Equal(Codes.Length, await connection.ExecuteAsync(MakeOld, rows));
    }
}
