using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>Table with the columns of an assessment and only a primary key; each row is committed durably on its own.</summary>
internal sealed class CommittedRows : IAsyncDisposable
{
    private const string PostgresSetting = "DATABASE_URL";

    private const string Create =
        """
        create table if not exists assessment (
            id text primary key not null, doctor_id text not null, request_key text not null, created_at text not null, patient_code text,
            age_years integer not null, sex text not null, height_cm double precision not null, weight_kg double precision not null,
            systolic_mmhg integer not null, diastolic_mmhg integer not null, cholesterol text not null, glucose text not null,
            smoker integer not null, drinks_alcohol integer not null, physically_active integer not null,
            probability double precision not null,
            explanation text not null, decision_threshold double precision not null, training_prevalence double precision not null,
            clinic_prevalence double precision, model_version text not null, model_sha256 text not null, opened_at text,
            doctor_estimate double precision, age_band text, age_band_auc double precision, overall_auc double precision,
            patient_code_key text, source text not null, batch_id text)
        """;

    private const string Add =
        """
        insert into assessment
        values (@id, @doctor, @key, @now, null, @age, @sex, @height, @weight, @systolic, @diastolic, @cholesterol, @glucose, @smoker,
                @drinks, @active, 0.5, @explanation, 0.5, 0.4947, null, '2026.11.1', @sha256, null, null,
                '50-55', 0.75, 0.79, null, 'api', null)
        """;

    private static readonly string Doctor = Guid.NewGuid().ToString();
    private static readonly string Sha256 = new('0', 64);

    private readonly DbDataSource _database;
    private readonly string _explanation;

    private CommittedRows(DbDataSource database, string explanation) => (_database, _explanation) = (database, explanation);

    /// <summary>Creates the table. SQLite uses WAL with full synchronization; PostgreSQL its default of synchronous commits.</summary>
    /// <param name="settings">Configuration with the database.</param>
    /// <param name="explanation">Text stored as the explanation of each row.</param>
    public static async Task<CommittedRows> OpenAsync(IConfiguration settings, string explanation)
    {
        var database = settings[PostgresSetting] is { Length: > 0 } postgres
            ? CreateSource(PostgresSetting, $"{postgres};Maximum Pool Size=15")
            : CreateSource("", settings.GetConnectionString("Cardio")!);
        if (database is not NpgsqlDataSource) await ExecuteAsync(database, "pragma journal_mode = wal");
        await ExecuteAsync(database, Create);
        return new(database, explanation);
    }

    /// <summary>Counts the assessments in a database of the baseline or of the site.</summary>
    /// <param name="database">Setting with the connection string.</param>
    public static async Task<long> CountAsync((string Name, string Value) database)
    {
        await using var source = CreateSource(database.Name, database.Value);
        await using var command = source.CreateCommand("select count(*) from assessment");
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Inserts a row and commits it.</summary>
    public async Task AddAsync(BarePatient patient)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Add;
        command.Transaction = transaction;
        var id = Guid.CreateVersion7();
        (string, object)[] values =
        [
            ("id", id.ToString()), ("doctor", Doctor), ("key", id.ToString("N")),
            ("now", DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture)),
            ("age", patient.AgeYears), ("sex", patient.Sex), ("height", patient.HeightCm), ("weight", patient.WeightKg),
            ("systolic", patient.SystolicMmHg), ("diastolic", patient.DiastolicMmHg),
            ("cholesterol", patient.Cholesterol), ("glucose", patient.Glucose),
            ("smoker", patient.Smoker ? 1 : 0), ("drinks", patient.DrinksAlcohol ? 1 : 0),
            ("active", patient.PhysicallyActive ? 1 : 0),
            ("explanation", _explanation), ("sha256", Sha256),
        ];
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static DbDataSource CreateSource(string name, string value) =>
        name == PostgresSetting ? NpgsqlDataSource.Create(value) : SqliteFactory.Instance.CreateDataSource(value);

    private static async Task ExecuteAsync(DbDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
