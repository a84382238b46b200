using System.Data.Common;
using System.Text.Json;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>Finds, exports and erases the data stored under a patient code.</summary>
internal sealed class PatientStore(
    DbDataSource database,
    PatientKeys keys,
    AuditTrail trail,
    Pseudonym pseudonym,
    DeletedDataScrubber scrubber,
    TimeProvider time)
{
    /// <summary>Maximum number of spellings to return.</summary>
    private const int MaximumSpellings = 50;

    private const string SelectHoldings =
        $"""
        select doctor_id, account.display_name as doctor_name, cast(sum(assessments) as integer) as assessments,
               cast(sum(file_rows) as integer) as file_rows, min(first) as first, max(last) as last
        from (select doctor_id, count(*) as assessments, 0 as file_rows, min(created_at) as first, max(created_at) as last
              from {TableNames.Assessment} where patient_code_key = @Code group by doctor_id
              union all
              select doctor_id, 0, count(*), min(created_at), max(created_at)
              from {TableNames.BatchRow} join {TableNames.Batch} on batch.id = batch_id
              where patient_code_key = @Code group by doctor_id) held
        join {TableNames.Account} on account.id = doctor_id
        group by doctor_id, account.display_name
        order by account.display_name, doctor_id
        """;

    /// <summary>Counts the data stored under the code, by doctor.</summary>
    public async Task<IReadOnlyList<Holding>> FindAsync(string code, CancellationToken cancellationToken)
    {
        await keys.UpdateAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var query = new CommandDefinition(SelectHoldings, new { Code = Key(code) }, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<Holding>(query)).AsList();
    }

    private const string SelectCodes =
        $"""
        select patient_code as text, cast(count(*) as integer) as count from {TableNames.Assessment}
        where patient_code_key = @Code
        group by patient_code
        """;

    private const string SelectCells = $"select cells from {TableNames.BatchRow} where patient_code_key = @Code";

    /// <summary>Returns the stored spellings of the code, the most frequent first.</summary>
    public async Task<IReadOnlyList<Spelling>> SpellingsAsync(string code, CancellationToken cancellationToken)
    {
        var key = new { Code = Key(code) };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var codes = await connection.QueryAsync<(string Text, int Count)>(new(SelectCodes, key, cancellationToken: cancellationToken));
        var counts = codes.ToDictionary(spelling => spelling.Text, spelling => spelling.Count);
        await foreach (var cells in connection.QueryUnbufferedAsync<string>(SelectCells, key).WithCancellation(cancellationToken))
        {
            var text = JsonSerializer.Deserialize<string[]>(cells)!.FirstOrDefault(cell => Key(cell) == key.Code);
            if (text is not null) counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        var spellings = counts.Select(pair => new Spelling(pair.Key, pair.Value));
        return [.. spellings.OrderByDescending(spelling => spelling.Count).Take(MaximumSpellings)];
    }

    private const string SelectAssessments =
        $"""
        select assessment.id, assessment.created_at, account.display_name as doctor, patient_code, age_years, sex, height_cm, weight_kg,
               systolic_mmhg, diastolic_mmhg, cholesterol, glucose, smoker, drinks_alcohol, physically_active, source, opened_at,
               probability, explanation, decision_threshold, training_prevalence, clinic_prevalence, age_band, age_band_auc,
               overall_auc, doctor_estimate, model_version, model_sha256
        from {TableNames.Assessment}
        join {TableNames.Account} on account.id = assessment.doctor_id
        where patient_code_key = @Code and doctor_id = @Doctor
        order by assessment.id
        """;

    private const string SelectReviews =
        $"""
        select assessment_id, created_at, decision, reason, patient_told from {TableNames.AssessmentReview}
        where assessment_id in (select id from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor)
        order by id
        """;

    private const string SelectOutcomes =
        $"""
        select assessment_id, created_at, diagnosis, method, diagnosed_on from {TableNames.AssessmentOutcome}
        where assessment_id in (select id from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor)
        order by id
        """;

    private const string SelectShadows =
        $"""
        select assessment_id, model_sha256, probability from {TableNames.ShadowScore}
        where assessment_id in (select id from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor)
        order by assessment_id, model_sha256
        """;

    private const string SelectFileRows =
        $"""
        select batch.created_at as uploaded_at, account.display_name as doctor, file_name, columns, row_number, cells, error, probability,
               probability_low, probability_high, at_or_above, flags
        from {TableNames.BatchRow}
        join {TableNames.Batch} on batch.id = batch_id
        join {TableNames.Account} on account.id = doctor_id
        where patient_code_key = @Code and doctor_id = @Doctor
        order by batch.id, row_number
        """;

    /// <summary>Exports all data that these doctors stored under the code, and records the export in the audit trail.</summary>
    public async Task<PatientExport> ExportAsync(string code, IEnumerable<Guid> doctors, string actor, CancellationToken cancellationToken)
    {
        var assessments = new List<AssessmentRecord>();
        var fileRows = new List<FileRowRecord>();
        await keys.UpdateAsync(cancellationToken);
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            foreach (var doctor in doctors)
            {
                var parameters = new { Code = Key(code), Doctor = doctor };
                assessments.AddRange(await ReadAssessmentsAsync(connection, parameters));
                fileRows.AddRange(await connection.QueryAsync<FileRowRecord>(SelectFileRows, parameters));
            }
        }
        await trail.RecordAsync(
            new(actor, AuditAction.PatientExported, pseudonym.Create(code), $"{assessments.Count} assessments"), cancellationToken);
        return new(time.GetUtcNow(), code, [.. assessments.OrderBy(assessment => assessment.CreatedAt)], fileRows);
    }

    private static async Task<IEnumerable<AssessmentRecord>> ReadAssessmentsAsync(DbConnection connection, object parameters)
    {
        var assessments = await connection.QueryAsync<AssessmentRecord>(SelectAssessments, parameters);
        var reviews = (await connection.QueryAsync<ReviewRecord>(SelectReviews, parameters)).ToLookup(review => review.AssessmentId);
        var outcomes = (await connection.QueryAsync<OutcomeRecord>(SelectOutcomes, parameters)).ToLookup(outcome => outcome.AssessmentId);
        var shadows = (await connection.QueryAsync<ShadowRecord>(SelectShadows, parameters)).ToLookup(shadow => shadow.AssessmentId);
        return assessments.Select(assessment => assessment with
        {
            Decisions = [.. reviews[assessment.Id]],
            Outcomes = [.. outcomes[assessment.Id]],
            OtherModels = [.. shadows[assessment.Id]],
        });
    }

    // First, so that a worker has either finished the row or does not find it.
    private const string DeleteFileRows =
        $"""
        delete from {TableNames.BatchRow}
        where patient_code_key = @Code and batch_id in (select id from {TableNames.Batch} where doctor_id = @Doctor)
        """;

    private const string DeleteReviews =
        $"""
        delete from {TableNames.AssessmentReview}
        where assessment_id in (select id from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor)
        """;

    private const string DeleteOutcomes =
        $"""
        delete from {TableNames.AssessmentOutcome}
        where assessment_id in (select id from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor)
        """;

    private const string DeleteAssessments = $"delete from {TableNames.Assessment} where patient_code_key = @Code and doctor_id = @Doctor";

    /// <summary>Deletes all data that these doctors stored under the code, also from the files of the database.</summary>
    public async Task<PurgeResult> EraseAsync(string code, IReadOnlyList<Guid> doctors, string actor, CancellationToken cancellationToken)
    {
        await keys.UpdateAsync(cancellationToken);
        var erased = await database.CommitAsync(
            async transaction =>
            {
                var rows = 0;
                foreach (var doctor in doctors)
                {
                    var parameters = new { Code = Key(code), Doctor = doctor };
                    foreach (var sql in (string[])[DeleteFileRows, DeleteReviews, DeleteOutcomes])
                        await transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));
                    rows += await transaction.Connection!.ExecuteAsync(
                        new(DeleteAssessments, parameters, transaction, cancellationToken: cancellationToken));
                }
                await trail.AppendAsync(
                    transaction,
                    new(actor, AuditAction.PatientErased, pseudonym.Create(code), $"{rows} assessments"),
                    cancellationToken);
                return rows;
            },
            cancellationToken);
        return new(erased, await scrubber.RemoveAsync(CancellationToken.None)); // the rows are deleted: do not stop halfway
    }

    private static string Key(string code) => PatientCode.KeyOf(code);
}
