using System.Data.Common;
using System.Diagnostics;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// Reads the counts of a period. Readers first apply pending changes, so that the counts include everything stored before.
/// </summary>
internal sealed class CountStore(DbDataSource database, CountUpdater updater)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PassPatience = TimeSpan.FromSeconds(1);

    // Counts with another layout have another meaning.
    private const string AreOurs = "exists (select 1 from count_state where layout = @Layout)";

    private const string SelectIsBehind = $"select exists (select 1 from count_due) or not {AreOurs}";

    /// <summary>Whether changes are pending or the counts have another layout.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<bool>(new(SelectIsBehind, new { updater.Layout }, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Applies the changes pending at the time of the call, for at most half a second; the worker applies the rest. Changes that arrive in
    /// the meantime are not waited for, because under constant load some are always pending.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            while (await IsBehindAsync(cancellationToken) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                var taken = await updater.PassAsync(PassPatience, cancellationToken);
                if (taken < CountUpdater.BatchSize) return;
                if (taken is null) await Task.Delay(20, cancellationToken);
            }
        }
        catch (DbException failure) when (TransientDatabaseErrors.Explains(failure))
        {
            // The page shows how many changes are pending.
        }
    }

    private const string CountDue =
        $"""
        select case when {AreOurs}
            then (select count(*) from (select 1 from count_due limit 100000) due)
            else (select count(*) from (select 1 from {TableNames.Assessment} limit 100000) due) end
        """;

    /// <summary>
    /// Counts the pending changes, at most 100,000; all assessments if the counts have another layout.
    /// </summary>
    public async Task<int> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(new(CountDue, new { updater.Layout }, cancellationToken: cancellationToken));
    }

    private const string FromDoctor =
        $"""
        from assessment_count
        where span = @Span and start_day >= @From and start_day <= @To and doctor_id = @Doctor and {AreOurs}
        """;

    private const string SelectUsage = $"select start_day, doctor_id, model_version, usage {FromDoctor}";

    /// <summary>Reads the usage of each day, of one doctor or of all.</summary>
    public async Task<CountSet> UsageAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await RowsAsync(SelectUsage, CountRows.Day, period, doctor, cancellationToken), isLight: true);

    private const string SelectUsageByDoctor =
        $"""
        select start_day, doctor_id, model_version, usage from assessment_count
        where span = @Span and start_day >= @From and start_day <= @To and doctor_id <> @Doctor and {AreOurs}
        """;

    /// <summary>Reads the usage of each doctor: whole months as months, the rest as days.</summary>
    public async Task<CountSet> DoctorsAsync(Period period, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectUsageByDoctor, period, doctor: null, cancellationToken), isLight: true);

    private const string SelectSeconds = $"select start_day, doctor_id, model_version, seconds {FromDoctor}";

    /// <summary>Reads only the seconds of the forms, of one doctor or of all.</summary>
    public async Task<CountSet> SecondsAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectSeconds, period, doctor, cancellationToken), isLight: false);

    private const string SelectDetail = $"select start_day, doctor_id, model_version, usage, answers {FromDoctor}";

    /// <summary>Reads usage and answers of one doctor or of all: whole months as months, the rest as days.</summary>
    public async Task<CountSet> DetailAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectDetail, period, doctor, cancellationToken), isLight: false);

    private const string SelectAll = $"select start_day, doctor_id, model_version, usage, answers, inputs {FromDoctor}";

    /// <summary>Reads usage, answers and inputs of one doctor or of all.</summary>
    public async Task<CountSet> WithInputsAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectAll, period, doctor, cancellationToken), isLight: false);

    private async Task<IReadOnlyList<CountedRow>> ByPartsAsync(string sql, Period period, Guid? doctor, CancellationToken cancellationToken)
    {
        var rows = new List<CountedRow>();
        foreach (var (span, from, to) in period.Parts())
            rows.AddRange(await RowsAsync(sql, span, new(from, to), doctor, cancellationToken));
        return rows;
    }

    private async Task<List<CountedRow>> RowsAsync(
        string sql, string span, Period period, Guid? doctor, CancellationToken cancellationToken)
    {
        var parameters = new { Span = span, period.From, period.To, Doctor = doctor ?? CountRows.AllDoctors, updater.Layout };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<CountedRow>(new(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectFirstDay = "select min(start_day) from assessment_count where span = 'day'";

    /// <summary>Returns the day of the first assessment, or null if there is none.</summary>
    public async Task<DateOnly?> FirstDayAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DateOnly?>(new(SelectFirstDay, cancellationToken: cancellationToken));
    }
}
