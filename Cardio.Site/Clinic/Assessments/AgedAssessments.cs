using System.Data.Common;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>The number of assessments that a retention period would delete.</summary>
internal sealed record AgedAssessments
{
    /// <summary>Assessments older than the retention period.</summary>
    public int Old { get; init; }

    /// <summary>All stored assessments.</summary>
    public int All { get; init; }

    /// <summary>Time of the oldest assessment, UTC, or null.</summary>
    public DateTimeOffset? Oldest { get; init; }

    private const string Select =
        """
        select (select cast(count(*) as integer) from assessment where created_at < @Before) as old,
               (select cast(count(*) as integer) from assessment) as "all",
               (select min(created_at) from assessment) as oldest
        """;

    /// <summary>Counts the assessments made before an instant.</summary>
    public static Task<AgedAssessments> CountAsync(
        DbConnection connection, DateTimeOffset before, DbTransaction? transaction, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<AgedAssessments>(
            new(Select, new { Before = before }, transaction, cancellationToken: cancellationToken));
}
