using System.Data.Common;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Dashboard;

/// <summary>Counts over the stored assessments, for managers: aggregates only.</summary>
internal sealed class UsageStore(DbDataSource database, DatabaseOptions options)
{
    private const string HourlySqlite =
        """
        select substr(created_at, 1, 13) || ':00' as hour, doctor_id, source, count(*) as assessments, sum(probability) as probability_sum,
               count(*) filter (where probability >= decision_threshold) as at_or_above
        from assessment
        where created_at >= @From and created_at < @To
        group by 1, 2, 3
        """;

    private const string HourlyPostgres =
        """
        select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00') as hour, doctor_id, source, count(*) as assessments,
               sum(probability) as probability_sum, count(*) filter (where probability >= decision_threshold) as at_or_above
        from assessment
        where created_at >= @From and created_at < @To
        group by 1, 2, 3
        """;

    /// <summary>Counts by hour (UTC), doctor and source, from an instant on and before another.</summary>
    public async Task<IReadOnlyList<HourOfDoctor>> HourlyAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var sql = options.Engine == DatabaseEngine.Sqlite ? HourlySqlite : HourlyPostgres;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<HourOfDoctor>(new(sql, new { From = from, To = to }, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectDoctors =
        "select id, display_name from account where id in (select account_id from account_role where role = 'doctor') order by display_name, id";

    /// <summary>Every doctor's name.</summary>
    public async Task<IReadOnlyList<Doctor>> DoctorsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Doctor>(new(SelectDoctors, cancellationToken: cancellationToken))).AsList();
    }
}
