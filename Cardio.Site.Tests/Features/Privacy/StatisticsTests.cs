using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Privacy;

/// <summary>Checks that PostgreSQL collects no statistics of patient columns, because statistics keep values of deleted rows.</summary>
public sealed class StatisticsTests
{
    private const string Canary = "Canary-7f1d22";

    private const string SelectStatistics =
        "select coalesce(string_agg(pg_stats::text, ' '), '') from pg_stats where schemaname = 'public'";

    private const string SelectKept =
        """
        select attrelid::regclass || '.' || attname from pg_attribute
        join pg_class on pg_class.oid = attrelid
        where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
          and coalesce(attstattarget, -1) <> 0
        """;

    private const string SelectExpressions =
        """
        select indexrelid::regclass::text from pg_index
        join pg_class on pg_class.oid = indrelid
        where indexprs is not null and relnamespace = 'public'::regnamespace
        """;

    /// <summary>Tables without patient data; all other tables have statistics only of the columns below.</summary>
    private static readonly HashSet<string> WithoutPatients =
    [
        "account", "account_device", "account_role", "account_recovery_code", "account_passkey", "account_session",
        "account_invitation", "api_key", "setting", "data_protection_key", "audit_event", "audit_head",
        "set_up_link", "idempotent_request", "count_due", "count_state", "refused_input", "saved_view", "model_choice",
        "schema_version", "retention", "secret_check",
    ];

    private static readonly HashSet<string> Plain =
    [
        "id", "doctor_id", "assessment_id", "batch_id", "request_key", "created_at", "source", "is_demo", "patient_code_key_form",
        "decision_threshold", "training_prevalence", "clinic_prevalence", "model_version", "model_sha256", "state", "is_stored",
        "row_count", "error_count", "rows_done", "last_row", "started_at", "finished_at", "lease_owner", "lease_until", "row_number",
        "span", "start_day",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Patient_columns_have_no_statistics()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Postgres);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        var kept = (await connection.QueryAsync<string>(SelectKept)).Select(column => column.Split('.'));
        Assert.DoesNotContain(kept, column => !WithoutPatients.Contains(column[0]) && !Plain.Contains(column[1]));
        Assert.Empty(await connection.QueryAsync<string>(SelectExpressions)); // an expression index has its own statistics
        Assert.Empty(await connection.QueryAsync<string>("select stxname from pg_statistic_ext"));
    }

    [Fact]
    public async Task Statistics_contain_no_patient_values()
    {
        await using var host = await CardioHost.StartAsync(DatabaseEngine.Postgres);
        var rows = string.Concat(Enumerable.Range(0, 30).Select(_ => $"{Canary},55,female,162,97.3,150,95,2,1,0,0,1\n"));
        await Batching.DoneAsync(
            await host.DoctorAsync(), $"code,age,sex,height,weight,systolic,diastolic,cholesterol,glucose,smoker,alcohol,active\n{rows}");
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("analyze;");
        var statistics = await connection.QuerySingleAsync<string>(SelectStatistics);
        Assert.Contains("doctor_id", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, statistics, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("97.3", statistics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_drops_existing_statistics()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        var scripts = Repository.Files("Cardio.Site/Data/Migrations/postgres", "*.sql").Order(StringComparer.Ordinal).ToList();
        var script = scripts.FindIndex(path => path.Contains("0012", StringComparison.Ordinal));
        foreach (var path in scripts[..script]) await RunAsync(path);
        var doctor = await database.AddDoctorAsync();
        var made = Enumerable.Range(0, 30).Select(_ => new MadeAssessment { WeightKg = 97.3, HasDisease = true });
        await database.AddAsync(doctor, [.. made]);
        await connection.ExecuteAsync("update assessment set patient_code = @Canary, patient_code_key = @Canary", new { Canary });
        await connection.ExecuteAsync("analyze;");
        Assert.Contains(Canary, await connection.QuerySingleAsync<string>(SelectStatistics), StringComparison.Ordinal);

        await RunAsync(scripts[script]);
        var statistics = await connection.QuerySingleAsync<string>(SelectStatistics);
        Assert.Contains("doctor_id", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, statistics, StringComparison.Ordinal);
        Assert.DoesNotContain("97.3", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain("angiography", statistics, StringComparison.Ordinal);

        async Task RunAsync(string path)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = await File.ReadAllTextAsync(Repository.Path(path), Cancellation);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}
