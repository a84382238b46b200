using System.Data.Common;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>The rows of the counts, within the transaction of who keeps them.</summary>
internal sealed class CountRows(DbTransaction transaction, CancellationToken cancellationToken)
{
    /// <summary>Spans of a row.</summary>
    public const string Day = "day";
    public const string Month = "month";

    private const string Columns =
        """
        assessment.doctor_id, assessment.created_at, opened_at, source, is_demo, model_version, age_years, sex, height_cm, weight_kg,
        systolic_mmhg, diastolic_mmhg, cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, decision_threshold,
        doctor_estimate,
        (select diagnosis from assessment_outcome where assessment_id = assessment.id order by id desc limit 1) as diagnosis
        """;

    // The limit lets PostgreSQL know, before it has counted its rows, that few are asked for.
    private const string SelectNew =
        $"""
        select {Columns}
        from (select assessment_id from count_due where sequence <= @Last and is_new = true order by sequence limit @AtOnce) due
        join assessment on assessment.id = due.assessment_id
        """;

    /// <summary>The assessments that were new when the list had come to this entry, and are still there.</summary>
    public Task<IEnumerable<CountedAssessment>> NewAsync(long last, int atOnce) =>
        QueryAsync<CountedAssessment>(SelectNew, new { Last = last, AtOnce = atOnce });

    private const string SelectOfDay =
        $"""
        select {Columns}
        from assessment
        where assessment.created_at >= @From and assessment.created_at < @Until
        """;

    /// <summary>The assessments from an instant on and before another.</summary>
    public Task<IEnumerable<CountedAssessment>> OfAsync(DateTimeOffset from, DateTimeOffset until) =>
        QueryAsync<CountedAssessment>(SelectOfDay, new { From = from, Until = until });

    /// <summary>Adds assessments of days to the rows of these days and of their months.</summary>
    public async Task AddAsync(IEnumerable<(DateOnly Day, CountedAssessment Assessment)> added)
    {
        var keys = added.SelectMany(entry => (Key[])
        [
            new(Day, entry.Day, entry.Assessment.DoctorId, entry.Assessment.ModelVersion),
            new(Month, entry.Day.FirstOfMonth(), entry.Assessment.DoctorId, entry.Assessment.ModelVersion),
        ], (entry, key) => (key, entry.Assessment)).ToLookup(entry => entry.key, entry => entry.Assessment);
        foreach (var key in keys)
        {
            var counts = await FindAsync(key.Key);
            foreach (var assessment in key) counts.Add(assessment);
            await SetAsync(key.Key, counts);
        }
    }

    private const string DeleteOfDoctor = "delete from assessment_count where span = @Span and start_day = @StartDay and doctor_id = @DoctorId";
    private const string DeleteDueOfDay = "delete from count_due where doctor_id = @DoctorId and created_at >= @From and created_at < @Until";
    private const string OfOneDoctor = $"{SelectOfDay} and assessment.doctor_id = @DoctorId";

    /// <summary>Counts a doctor's day anew. Whatever is due of that day is done with it.</summary>
    public async Task RecountAsync(Guid doctor, DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        var bounds = new { DoctorId = doctor, From = from, Until = until };
        var assessments = await QueryAsync<CountedAssessment>(OfOneDoctor, bounds);
        await ExecuteAsync(DeleteDueOfDay, bounds);
        await ExecuteAsync(DeleteOfDoctor, new { Span = Day, StartDay = day, DoctorId = doctor });
        foreach (var version in assessments.GroupBy(assessment => assessment.ModelVersion))
            await SetAsync(new(Day, day, doctor, version.Key), PackedCounts.Of(version));
    }

    private const string SelectDays =
        """
        select model_version, usage, detail from assessment_count
        where span = 'day' and start_day >= @From and start_day <= @To and doctor_id = @DoctorId
        """;

    /// <summary>Makes a doctor's month the sum of its days.</summary>
    public async Task MergeAsync(Guid doctor, DateOnly month)
    {
        var days = await QueryAsync<CountedRow>(SelectDays, new { From = month, To = month.AddMonths(1).AddDays(-1), DoctorId = doctor });
        await ExecuteAsync(DeleteOfDoctor, new { Span = Month, StartDay = month, DoctorId = doctor });
        foreach (var version in days.GroupBy(row => row.ModelVersion))
            await SetAsync(new(Month, month, doctor, version.Key), PackedCounts.Sum(version));
    }

    /// <summary>Counts a day anew, holds the rows against it and sets right what differs. What is due of that day is not counted yet: it must differ, and is left.</summary>
    public async Task<CountReport> CheckDayAsync(DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        var assessments = (await QueryAsync<CountedAssessment>(SelectOfDay, new { From = from, Until = until })).AsList();
        var due = (await QueryAsync<Guid>(SelectDueDoctors, new { From = from, Until = until })).ToHashSet();
        var fresh = assessments.Where(assessment => !due.Contains(assessment.DoctorId))
            .GroupBy(assessment => new Key(Day, day, assessment.DoctorId, assessment.ModelVersion))
            .ToDictionary(group => group.Key, PackedCounts.Of);
        return await CompareAsync(Day, day, fresh, due) with { Assessments = assessments.Count };
    }

    private const string SelectDueDoctors = "select distinct doctor_id from count_due where created_at >= @From and created_at < @Until";

    private const string SelectDaysOfAll =
        """
        select doctor_id, model_version, usage, detail from assessment_count
        where span = 'day' and start_day >= @From and start_day <= @To
        """;

    /// <summary>Adds up the days of a month, holds its rows against the sums and sets right what differs.</summary>
    public async Task<CountReport> CheckMonthAsync(DateOnly month)
    {
        var days = await QueryAsync<CountedRow>(SelectDaysOfAll, new { From = month, To = month.AddMonths(1).AddDays(-1) });
        var fresh = days.GroupBy(row => new Key(Month, month, row.DoctorId, row.ModelVersion)).ToDictionary(group => group.Key, PackedCounts.Sum);
        return await CompareAsync(Month, month, fresh, []);
    }

    private const string SelectRows =
        """
        select doctor_id, model_version, usage, detail from assessment_count
        where span = @Span and start_day = @StartDay
        """;

    private const string DeleteOne =
        "delete from assessment_count where span = @Span and start_day = @StartDay and doctor_id = @DoctorId and model_version = @ModelVersion";

    private async Task<CountReport> CompareAsync(string span, DateOnly start, Dictionary<Key, PackedCounts> fresh, HashSet<Guid> leftOut)
    {
        var rows = (await QueryAsync<CountedRow>(SelectRows, new { Span = span, StartDay = start })).Where(row => !leftOut.Contains(row.DoctorId))
            .ToDictionary(row => new Key(span, start, row.DoctorId, row.ModelVersion));
        var report = new CountReport(rows.Count, 0, 0);
        foreach (var key in rows.Keys.Except(fresh.Keys))
        {
            await ExecuteAsync(DeleteOne, key);
            report += new CountReport(0, 0, 1);
        }
        foreach (var (key, counts) in fresh)
        {
            var (usage, detail) = counts.Write();
            if (rows.TryGetValue(key, out var row) && row.Usage.AsSpan().SequenceEqual(usage) && row.Detail.AsSpan().SequenceEqual(detail)) continue;
            await SetAsync(key, counts);
            report += new CountReport(row is null ? 1 : 0, 0, 1);
        }
        return report;
    }

    private const string SelectOne =
        """
        select model_version, usage, detail from assessment_count
        where span = @Span and start_day = @StartDay and doctor_id = @DoctorId and model_version = @ModelVersion
        """;

    private async Task<PackedCounts> FindAsync(Key key) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<CountedRow>(new(SelectOne, key, transaction, cancellationToken: cancellationToken)) is { } row
            ? PackedCounts.Sum([row])
            : new();

    private const string SetOne =
        """
        insert into assessment_count (span, start_day, doctor_id, model_version, usage, detail)
        values (@Span, @StartDay, @DoctorId, @ModelVersion, @Usage, @Detail)
        on conflict (span, start_day, doctor_id, model_version) do update set usage = excluded.usage, detail = excluded.detail
        """;

    private async Task SetAsync(Key key, PackedCounts counts)
    {
        var (usage, detail) = counts.Write();
        await ExecuteAsync(SetOne, new { key.Span, key.StartDay, key.DoctorId, key.ModelVersion, Usage = usage, Detail = detail });
    }

    private Task<IEnumerable<T>> QueryAsync<T>(string sql, object parameters) =>
        transaction.Connection!.QueryAsync<T>(new(sql, parameters, transaction, cancellationToken: cancellationToken));

    private Task<int> ExecuteAsync(string sql, object parameters) =>
        transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed record Key(string Span, DateOnly StartDay, Guid DoctorId, string ModelVersion);
}
