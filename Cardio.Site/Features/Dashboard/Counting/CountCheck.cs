using System.Data.Common;
using Cardio.Site.Clinic;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Compares the stored counts with the assessments, row by row and byte by byte, and corrects differences.</summary>
internal sealed class CountCheck(DbDataSource database, CountUpdater updater, ClinicClock clock)
{
    /// <summary>Number of applied changes after which PostgreSQL should remove dead rows.</summary>
    private const int VacuumThreshold = 10_000;

    private const string SelectFirst = $"select min(created_at) from {TableNames.Assessment}";
    private const string SelectLast = $"select max(created_at) from {TableNames.Assessment}";
    private const string SelectFirstCounted = "select min(start_day) from assessment_count";
    private const string SelectLastCounted = "select max(start_day) from assessment_count";

    /// <summary>Recounts everything day by day and corrects differences.</summary>
    /// <returns>Numbers of compared and of differing rows.</returns>
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

    /// <summary>Applies all changes that are pending now; new ones may arrive in the meantime.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var counted = 0;
        int? taken;
        do
        {
            taken = await updater.PassAsync(cancellationToken);
            counted += taken ?? 0;
            if (taken is null) await Task.Delay(50, cancellationToken);
        }
        while (taken is null or CountUpdater.BatchSize);
        if (counted > VacuumThreshold) await VacuumAsync(cancellationToken);
    }

    private const string VacuumPostgres = "vacuum (analyze) count_due, assessment_count";

    /// <summary>Removes dead rows, which every page would scan until PostgreSQL vacuums by itself.</summary>
    private async Task VacuumAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (connection is not NpgsqlConnection postgres) return;
        await postgres.RemoveTimeoutAsync(cancellationToken);
        await postgres.ExecuteAsync(new(VacuumPostgres, commandTimeout: 600, cancellationToken: cancellationToken));
    }

    private async Task<CountReport> AloneAsync(Func<CountRows, Task<CountReport>> check, CancellationToken cancellationToken)
    {
        while (true)
        {
            var report = await updater.AloneAsync<CountReport?>(
                async transaction => await check(new(transaction, cancellationToken)), Transactions.Patience, cancellationToken);
            if (report is { } done) return done;
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

/// <summary>Result of a rebuild.</summary>
/// <param name="Rows">Rows of counts that were compared, including missing ones.</param>
/// <param name="Assessments">Assessments recounted.</param>
/// <param name="Differing">Rows that did not match the assessments.</param>
internal readonly record struct CountReport(int Rows, int Assessments, int Differing)
{
    public static CountReport operator +(CountReport one, CountReport other) =>
        new(one.Rows + other.Rows, one.Assessments + other.Assessments, one.Differing + other.Differing);
}
