using Dapper;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <content>Compares rows with the assessments for a rebuild.</content>
internal sealed partial class CountRows
{
    /// <summary>
    /// Recounts a day and corrects rows that differ. Doctors with pending changes on that day are skipped: their rows must differ.
    /// </summary>
    public async Task<CountReport> CheckDayAsync(DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        var assessments = (await QueryAsync<CountedAssessment>(SelectOfDay, new { From = from, Until = until })).AsList();
        var due = (await QueryAsync<Guid>(SelectDueDoctors, new { From = from, Until = until })).ToHashSet();
        if (due.Count > 0) due.Add(AllDoctors);
        var fresh = (from assessment in assessments
                     from doctor in (Guid[])[assessment.DoctorId, AllDoctors]
                     where !due.Contains(doctor)
                     group assessment by new Key(Day, day, doctor, assessment.ModelVersion))
            .ToDictionary(group => group.Key, PackedCounts.FromAssessments);
        return await CompareAsync(Day, day, fresh, due) with { Assessments = assessments.Count };
    }

    private const string SelectDueDoctors = "select distinct doctor_id from count_due where created_at >= @From and created_at < @Until";

    private const string SelectAllDays =
        """
        select doctor_id, model_version, usage, seconds, answers, inputs from assessment_count
        where span = 'day' and start_day >= @From and start_day <= @To
        """;

    /// <summary>Sums the days of a month and corrects its rows that differ.</summary>
    public async Task<CountReport> CheckMonthAsync(DateOnly month)
    {
        var days = await QueryAsync<CountedRow>(SelectAllDays, new { From = month, To = month.AddMonths(1).AddDays(-1) });
        var fresh = days.GroupBy(row => new Key(Month, month, row.DoctorId, row.ModelVersion))
            .ToDictionary(group => group.Key, PackedCounts.Sum);
        return await CompareAsync(Month, month, fresh, []);
    }

    private const string SelectRows =
        """
        select doctor_id, model_version, usage, seconds, answers, inputs from assessment_count
        where span = @Span and start_day = @StartDay
        """;

    private const string DeleteOne =
        """
        delete from assessment_count
        where span = @Span and start_day = @StartDay and doctor_id = @DoctorId and model_version = @ModelVersion
        """;

    private async Task<CountReport> CompareAsync(string span, DateOnly start, Dictionary<Key, PackedCounts> fresh, HashSet<Guid> skipped)
    {
        var rows = (await QueryAsync<CountedRow>(SelectRows, new { Span = span, StartDay = start }))
            .Where(row => !skipped.Contains(row.DoctorId))
            .ToDictionary(row => new Key(span, start, row.DoctorId, row.ModelVersion));
        var report = new CountReport(rows.Count, 0, 0);
        foreach (var key in rows.Keys.Except(fresh.Keys))
        {
            await ExecuteAsync(DeleteOne, key);
            report += new CountReport(0, 0, 1);
        }
        foreach (var (key, counts) in fresh)
        {
            if (rows.TryGetValue(key, out var row)
                && row.Parts.Zip(counts.Write()).All(part => part.First.AsSpan().SequenceEqual(part.Second)))
                continue;
            await SetAsync(key, counts);
            report += new CountReport(row is null ? 1 : 0, 0, 1);
        }
        return report;
    }
}
