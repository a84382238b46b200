using System.Data.Common;
using System.Diagnostics;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>The counts, read for a period. Who reads catches up first, once, so that what was stored before is in them.</summary>
internal sealed class CountStore(DbDataSource database, CountUpdater keeper)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PassPatience = TimeSpan.FromSeconds(1);

    // Counts that are laid out in another way mean something else.
    private const string AreOurs = "exists (select 1 from count_state where layout = @Layout)";

    private const string SelectIsBehind = $"select exists (select 1 from count_due) or not {AreOurs}";

    /// <summary>Whether anything is due, or the counts are laid out in another way.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<bool>(new(SelectIsBehind, new { keeper.Layout }, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Counts what was due when it was asked to, for half a second at most; the rest follows by itself. What comes in meanwhile is not
    /// waited for: where assessments never cease, something is always due.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            while (await IsBehindAsync(cancellationToken) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                var taken = await keeper.PassAsync(PassPatience, cancellationToken);
                if (taken < CountUpdater.AtOnce) return;
                if (taken is null) await Task.Delay(20, cancellationToken);
            }
        }
        catch (DbException failure) when (TransientDatabaseErrors.Explains(failure))
        {
            // The page tells how much is not counted yet.
        }
    }

    private const string CountDue =
        $"""
        select case when {AreOurs}
            then (select count(*) from (select 1 from count_due limit 100000) due)
            else (select count(*) from (select 1 from {TableNames.Assessment} limit 100000) due) end
        """;

    /// <summary>
    /// How many changes are not counted yet, 100,000 at most; all assessments, where the counts are laid out in another way.
    /// </summary>
    public async Task<int> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(new(CountDue, new { keeper.Layout }, cancellationToken: cancellationToken));
    }

    private const string OfDoctor =
        $"""
        from assessment_count
        where span = @Span and start_day >= @From and start_day <= @To and doctor_id = @Doctor and {AreOurs}
        """;

    private const string SelectUsage = $"select start_day, doctor_id, model_version, usage {OfDoctor}";

    /// <summary>The usage of each day, of one doctor or of all together.</summary>
    public async Task<CountSet> UsageAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await RowsAsync(SelectUsage, CountRows.Day, period, doctor, cancellationToken), isLight: true);

    private const string SelectUsageOfDoctors =
        $"""
        select start_day, doctor_id, model_version, usage from assessment_count
        where span = @Span and start_day >= @From and start_day <= @To and doctor_id <> @Doctor and {AreOurs}
        """;

    /// <summary>The usage of each doctor, by months where the period has them whole and by days else.</summary>
    public async Task<CountSet> DoctorsAsync(Period period, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectUsageOfDoctors, period, doctor: null, cancellationToken), isLight: true);

    private const string SelectSeconds = $"select start_day, doctor_id, model_version, seconds {OfDoctor}";

    /// <summary>The times of the forms only, of one doctor or of all together.</summary>
    public async Task<CountSet> SecondsAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectSeconds, period, doctor, cancellationToken), isLight: false);

    private const string SelectDetail = $"select start_day, doctor_id, model_version, usage, answers {OfDoctor}";

    /// <summary>
    /// Everything but the times and the inputs, of one doctor or of all together, by months where the period has them whole and by days
    /// else.
    /// </summary>
    public async Task<CountSet> DetailAsync(Period period, Guid? doctor, CancellationToken cancellationToken) =>
        new(await ByPartsAsync(SelectDetail, period, doctor, cancellationToken), isLight: false);

    private const string SelectAll = $"select start_day, doctor_id, model_version, usage, answers, inputs {OfDoctor}";

    /// <summary>The same with the inputs.</summary>
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
        var parameters = new { Span = span, period.From, period.To, Doctor = doctor ?? CountRows.AllDoctors, keeper.Layout };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<CountedRow>(new(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectFirstDay = "select min(start_day) from assessment_count where span = 'day'";

    /// <summary>The day of the first assessment, or null where there is none.</summary>
    public async Task<DateOnly?> FirstDayAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DateOnly?>(new(SelectFirstDay, cancellationToken: cancellationToken));
    }
}
