using System.Data.Common;
using Cardio.Site.Clinic;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Holds the counts against the assessments that they count, row by row and byte by byte.</summary>
internal sealed class CountCheck(DbDataSource database, CountUpdater keeper, ClinicClock clock)
{
    private const int Many = 10_000;

    private const string SelectFirst = "select min(created_at) from assessment";
    private const string SelectLast = "select max(created_at) from assessment";
    private const string SelectFirstCounted = "select min(start_day) from assessment_count";
    private const string SelectLastCounted = "select max(start_day) from assessment_count";

    /// <summary>Counts everything anew, day by day, and sets right what differs.</summary>
    /// <returns>Days and months that were looked at, and those that differed.</returns>
    public async Task<CountReport> RebuildAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        var report = new CountReport();
        if (await BoundsAsync(cancellationToken) is not { } bounds) return report;
        for (var month = bounds.From.FirstOfMonth(); month <= bounds.To; month = month.AddMonths(1))
        {
            foreach (var day in Period.Month(month).Days())
                report += await AloneAsync(
                    rows => rows.CheckDayAsync(day, clock.Start(day), clock.Start(day.AddDays(1))), cancellationToken);
            report += await AloneAsync(rows => rows.CheckMonthAsync(month), cancellationToken);
        }
        return report;
    }

    /// <summary>Counts all that is due by now; where assessments never cease, something always will be.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var counted = 0;
        int? taken;
        do
        {
            taken = await keeper.PassAsync(cancellationToken);
            counted += taken ?? 0;
            if (taken is null) await Task.Delay(50, cancellationToken);
        }
        while (taken is null or CountUpdater.AtOnce);
        if (counted > Many) await TidyAsync(cancellationToken);
    }

    private const string TidyPostgres = "vacuum (analyze) count_due, assessment_count";

    /// <summary>What so many entries leave behind would be looked through by every page, until PostgreSQL tidies up by itself.</summary>
    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (connection is not NpgsqlConnection postgres) return;
        await postgres.RemoveTimeoutAsync(cancellationToken);
        await postgres.ExecuteAsync(new(TidyPostgres, commandTimeout: 600, cancellationToken: cancellationToken));
    }

    private async Task<CountReport> AloneAsync(Func<CountRows, Task<CountReport>> check, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (
                await keeper.AloneAsync<CountReport?>(
                    async transaction => await check(new(transaction, cancellationToken)), Transactions.Patience,
                    cancellationToken) is { } report)
                return report;
            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task<Period?> BoundsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var first = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(new(SelectFirst, cancellationToken: cancellationToken));
        var last = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(new(SelectLast, cancellationToken: cancellationToken));
        var firstCounted = await connection.QuerySingleOrDefaultAsync<DateOnly?>(
            new(SelectFirstCounted, cancellationToken: cancellationToken));
        var lastCounted = await connection.QuerySingleOrDefaultAsync<DateOnly?>(
            new(SelectLastCounted, cancellationToken: cancellationToken));
        DateOnly[] days = [.. new[] { Day(first), Day(last), firstCounted, lastCounted }.OfType<DateOnly>()];
        return days.Length == 0 ? null : new(days.Min(), days.Max());

        DateOnly? Day(DateTimeOffset? instant) => instant is { } known ? clock.Day(known) : null;
    }
}

/// <summary>What a rebuild found.</summary>
/// <param name="Rows">Rows of the counts that were looked at, or should have been there.</param>
/// <param name="Assessments">Assessments that were counted anew.</param>
/// <param name="Differing">Rows that were not as the assessments are.</param>
internal readonly record struct CountReport(int Rows, int Assessments, int Differing)
{
    public static CountReport operator +(CountReport one, CountReport other) =>
        new(one.Rows + other.Rows, one.Assessments + other.Assessments, one.Differing + other.Differing);
}
