using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Reads and writes rows of counts within one transaction.</summary>
internal sealed partial class CountRows(DbTransaction transaction, CancellationToken cancellationToken)
{
    /// <summary>Span of a row that counts a day.</summary>
    public const string Day = "day";

    /// <summary>Span of a row that counts a month.</summary>
    public const string Month = "month";

    /// <summary>Identifier of the rows that sum all doctors, which most pages read.</summary>
    public static readonly Guid AllDoctors = Guid.Empty;

    private const string Columns =
        $"""
        assessment.doctor_id, assessment.created_at, opened_at, source, is_demo, model_version, {PatientColumns.SqlList},
        probability, decision_threshold, doctor_estimate,
        (select diagnosis from {TableNames.AssessmentOutcome} where assessment_id = assessment.id order by id desc limit 1) as diagnosis
        """;

    // The limit tells PostgreSQL before it analyzes the table that few rows are needed.
    private const string SelectNew =
        $"""
        select {Columns}
        from (select assessment_id from count_due where sequence <= @Last and is_new = true order by sequence limit @BatchSize) due
        join {TableNames.Assessment} on assessment.id = due.assessment_id
        """;

    /// <summary>Reads the pending new assessments up to an entry; those deleted in the meantime are missing.</summary>
    public Task<IEnumerable<CountedAssessment>> NewAsync(long last, int atOnce) =>
        QueryAsync<CountedAssessment>(SelectNew, new { Last = last, BatchSize = atOnce });

    private const string SelectOfDay =
        $"""
        select {Columns}
        from {TableNames.Assessment}
        where assessment.created_at >= @From and assessment.created_at < @Until
        """;

    /// <summary>Adds assessments to the rows of their days and months, for their doctors and for all doctors.</summary>
    public async Task AddAsync(IEnumerable<(DateOnly Day, CountedAssessment Assessment)> added)
    {
        var keys = (from entry in added
                    from doctor in (Guid[])[entry.Assessment.DoctorId, AllDoctors]
                    from span in ((string, DateOnly)[])[(Day, entry.Day), (Month, entry.Day.FirstOfMonth())]
                    select (Key: new Key(span.Item1, span.Item2, doctor, entry.Assessment.ModelVersion), entry.Assessment))
            .ToLookup(entry => entry.Key, entry => entry.Assessment);
        foreach (var key in keys)
        {
            var counts = await FindAsync(key.Key);
            foreach (var assessment in key) counts.Add(assessment);
            await SetAsync(key.Key, counts);
        }
    }

    private const string DeleteOfDoctor =
        "delete from assessment_count where span = @Span and start_day = @StartDay and doctor_id = @DoctorId";

    private const string DeleteDueOfDay =
        "delete from count_due where doctor_id = @DoctorId and created_at >= @From and created_at < @Until";

    private const string SelectDoctorDay = $"{SelectOfDay} and assessment.doctor_id = @DoctorId";

    /// <summary>Recounts a day of a doctor, which also applies all pending changes of that day.</summary>
    public async Task RecountAsync(Guid doctor, DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        var bounds = new { DoctorId = doctor, From = from, Until = until };
        var assessments = await QueryAsync<CountedAssessment>(SelectDoctorDay, bounds);
        await ExecuteAsync(DeleteDueOfDay, bounds);
        await ExecuteAsync(DeleteOfDoctor, new { Span = Day, StartDay = day, DoctorId = doctor });
        foreach (var version in assessments.GroupBy(assessment => assessment.ModelVersion))
            await SetAsync(new(Day, day, doctor, version.Key), PackedCounts.FromAssessments(version));
    }

    private const string SelectDoctors =
        """
        select model_version, usage, seconds, answers, inputs from assessment_count
        where span = 'day' and start_day = @StartDay and doctor_id <> @AllDoctors
        """;

    /// <summary>Sums the rows of all doctors for a day.</summary>
    public async Task MergeDoctorsAsync(DateOnly day)
    {
        var doctors = await QueryAsync<CountedRow>(SelectDoctors, new { StartDay = day, AllDoctors });
        await ReplaceAsync(Day, day, AllDoctors, doctors);
    }

    private const string SelectDays =
        """
        select model_version, usage, seconds, answers, inputs from assessment_count
        where span = 'day' and start_day >= @From and start_day <= @To and doctor_id = @DoctorId
        """;

    /// <summary>Sums the days of a month for a doctor or for all doctors.</summary>
    public async Task MergeAsync(Guid doctor, DateOnly month)
    {
        var days = await QueryAsync<CountedRow>(SelectDays, new { From = month, To = month.AddMonths(1).AddDays(-1), DoctorId = doctor });
        await ReplaceAsync(Month, month, doctor, days);
    }

    private async Task ReplaceAsync(string span, DateOnly start, Guid doctor, IEnumerable<CountedRow> parts)
    {
        await ExecuteAsync(DeleteOfDoctor, new { Span = span, StartDay = start, DoctorId = doctor });
        foreach (var version in parts.GroupBy(row => row.ModelVersion))
            await SetAsync(new(span, start, doctor, version.Key), PackedCounts.Sum(version));
    }

    private const string SelectOne =
        """
        select model_version, usage, seconds, answers, inputs from assessment_count
        where span = @Span and start_day = @StartDay and doctor_id = @DoctorId and model_version = @ModelVersion
        """;

    private async Task<PackedCounts> FindAsync(Key key) => PackedCounts.Sum(await QueryAsync<CountedRow>(SelectOne, key));

    private const string SetOne =
        """
        insert into assessment_count (span, start_day, doctor_id, model_version, usage, seconds, answers, inputs)
        values (@Span, @StartDay, @DoctorId, @ModelVersion, @Usage, @Seconds, @Answers, @Inputs)
        on conflict (span, start_day, doctor_id, model_version) do update set
            usage = excluded.usage, seconds = excluded.seconds, answers = excluded.answers, inputs = excluded.inputs
        """;

    private async Task SetAsync(Key key, PackedCounts counts)
    {
        var parts = counts.Write();
        await ExecuteAsync(SetOne, new
        {
            key.Span, key.StartDay, key.DoctorId, key.ModelVersion, Usage = parts[0], Seconds = parts[1], Answers = parts[2],
            Inputs = parts[3],
        });
    }

    private Task<IEnumerable<T>> QueryAsync<T>(string sql, object parameters) =>
        transaction.Connection!.QueryAsync<T>(new(sql, parameters, transaction, cancellationToken: cancellationToken));

    private Task<int> ExecuteAsync(string sql, object parameters) =>
        transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed record Key(string Span, DateOnly StartDay, Guid DoctorId, string ModelVersion);
}
