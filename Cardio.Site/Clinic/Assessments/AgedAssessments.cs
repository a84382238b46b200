using System.Data.Common;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>How many assessments a retention would delete.</summary>
internal sealed record AgedAssessments
{
    /// <summary>Assessments that are older than the retention.</summary>
    public int Old { get; init; }

    /// <summary>All that are stored.</summary>
    public int All { get; init; }

    /// <summary>When the oldest was made, UTC, or null.</summary>
    public DateTimeOffset? Oldest { get; init; }

    private const string Select =
        """
        select (select cast(count(*) as integer) from assessment where created_at < @Before) as old,
               (select cast(count(*) as integer) from assessment) as "all",
               (select min(created_at) from assessment) as oldest
        """;

    /// <summary>Counts what was made before an instant.</summary>
    public static Task<AgedAssessments> CountAsync(
        DbConnection connection, DateTimeOffset before, DbTransaction? transaction, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<AgedAssessments>(
            new(Select, new { Before = before }, transaction, cancellationToken: cancellationToken));
}
