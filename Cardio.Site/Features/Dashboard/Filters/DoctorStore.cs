using System.Data.Common;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Filters;

/// <summary>A doctor in the list of the filter.</summary>
internal sealed record Doctor
{
    public Guid Id { get; init; }

    public string DisplayName { get; init; } = "";
}

/// <summary>Reads the doctors for the filter.</summary>
internal sealed class DoctorStore(DbDataSource database)
{
    private const string SelectDoctors =
        $"""
        select id, display_name from {TableNames.Account}
        where id in (select account_id from {TableNames.AccountRole} where role = 'doctor')
           or id in (select doctor_id from assessment_count where span = 'month')
        order by display_name, id
        """;

    /// <summary>Lists all current doctors, and former ones with assessments.</summary>
    public async Task<IReadOnlyList<Doctor>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Doctor>(new(SelectDoctors, cancellationToken: cancellationToken))).AsList();
    }
}
