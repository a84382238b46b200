using System.Data.Common;
using System.Text.RegularExpressions;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Dapper;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>Lists a doctor's own assessments.</summary>
internal sealed partial class HistoryStore(DbDataSource database)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 20;

    // Pages continue after the last row of the previous page, so new rows do not shift them.
    private const string SelectPage =
        """
        select assessment.id, assessment.created_at, source, patient_code, age_years, sex, systolic_mmhg, diastolic_mmhg, probability,
               decision_threshold, review.decision, review.reason, outcome.diagnosis, outcome.method, outcome.diagnosed_on
        from assessment
        left join assessment_review review on review.id =
            (select id from assessment_review newest where newest.assessment_id = assessment.id order by id desc limit 1)
        left join assessment_outcome outcome on outcome.id =
            (select id from assessment_outcome newest where newest.assessment_id = assessment.id order by id desc limit 1)
        where assessment.doctor_id = @DoctorId
          and assessment.id < @Before
          and assessment.created_at >= @From
          and assessment.created_at < @Until
          and coalesce(patient_code_key, '') like @Code escape '\'
          and (@AtOrAbove = false or probability >= decision_threshold)
          and (@Source = '' or source = @Source)
          and (@OutcomeMissing = false or outcome.id is null)
        order by assessment.id desc
        limit @Limit
        """;

    /// <summary>Reads a page of the doctor's assessments, newest first.</summary>
    public async Task<HistoryPage> ListAsync(Guid doctorId, HistoryFilter filter, CancellationToken cancellationToken)
    {
        // No code is that long, and databases limit the length of a pattern.
        if (filter.Code?.Length > PatientCode.MaximumLength) return new([], null);
        var parameters = new DynamicParameters(filter);
        parameters.Add("DoctorId", doctorId);
        parameters.Add("Code", Contains(filter.Code));
        parameters.Add("Source", filter.Source is { } source ? EnumText.Format(source) : "");
        parameters.Add("Before", filter.Before ?? Guid.AllBitsSet);
        parameters.Add("Limit", filter.Limit + 1);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<HistoryRow>(new(SelectPage, parameters, cancellationToken: cancellationToken))).AsList();
        return new(rows.Take(filter.Limit).ToList(), rows.Count > filter.Limit ? rows[filter.Limit - 1].Id : null);
    }

    /// <summary>Creates a LIKE pattern for "contains this text", with its wildcards escaped.</summary>
    private static string Contains(string? text) => $"%{Wildcard().Replace(PatientCode.KeyOf(text ?? ""), @"\$0")}%";

    [GeneratedRegex(@"[\\%_]")]
    private static partial Regex Wildcard();
}
