using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Reads and inserts assessments.</summary>
internal sealed class AssessmentStore(DbDataSource database)
{
    private static readonly BulkInsert Rows = new("assessment", AssessmentTable.Columns, unique: "doctor_id, request_key");

    /// <summary>Inserts rows of <see cref="AssessmentTable.ToRow"/>. The caller adds the audit entries in the same transaction.</summary>
    public static Task AddAllAsync(DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        Rows.WriteAsync(transaction, rows, cancellationToken);

    /// <summary>
    /// Inserts rows of <see cref="AssessmentTable.ToRow"/> whose request key is new; returns for each whether it was inserted.
    /// </summary>
    public static Task<IReadOnlyList<bool>> AddNewAsync(
        DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        Rows.WriteNewAsync(transaction, rows, cancellationToken);

    private static readonly string SelectByRequest =
        AssessmentTable.Select("where doctor_id = @DoctorId and request_key = @RequestKey");

    /// <summary>Finds the stored assessment with the same doctor and request key.</summary>
    public static Task<Assessment> FindByRequestAsync(DbTransaction transaction, Assessment assessment) =>
        transaction.Connection!.QuerySingleAsync<Assessment>(SelectByRequest, assessment, transaction);

    /// <summary>The last visits of a patient code up to an assessment; an index answers it, however long the history is.</summary>
    internal static readonly string SelectVisits = AssessmentTable.Select(
        """
        where doctor_id = @DoctorId and patient_code_key = @PatientCodeKey and id <= @Id
        order by id desc
        limit 10
        """);

    /// <summary>
    /// This assessment and up to nine earlier ones of the same doctor and patient code, newest first; without a code only itself.
    /// </summary>
    public async Task<IReadOnlyList<Assessment>> VisitsAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        if (PatientCode.Read(assessment.PatientCode) is null) return [assessment]; // an earlier version may have stored "n/a"
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Assessment>(new(SelectVisits, assessment, cancellationToken: cancellationToken))).AsList();
    }

    private static readonly string SelectById = AssessmentTable.Select("where id = @Id and doctor_id = @DoctorId");

    /// <summary>Finds an assessment of the doctor; null if it does not exist or belongs to another doctor.</summary>
    public async Task<Assessment?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Assessment>(
            new(SelectById, new { Id = id, DoctorId = doctorId }, cancellationToken: cancellationToken));
    }
}
