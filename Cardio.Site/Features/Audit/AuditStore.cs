using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Audit;

/// <summary>Queries audit events and the accounts that they name.</summary>
internal sealed class AuditStore(DbDataSource database)
{
    private const string SelectEvents =
        """
        select sequence, at, actor, action, subject, detail, result, mac from audit_event
        where sequence < @Before and at >= @From and at < @Until
        """;

    private const string ByKeys = " and actor like 'key:%'";
    private const string ByActor = " and actor = @Actor";
    private const string ByAction = " and action = @Action";
    private const string BySubject = " and subject = @Subject";
    private const string NewestFirst = " order by sequence desc limit @Limit";

    /// <summary>Builds the query with only the conditions in use: SQLite chooses an index before it knows the parameter values.</summary>
    internal static string Select(AuditFilter filter) => string.Concat(
    [
        SelectEvents,
        filter.Actor switch { "" => "", AuditFilter.AnyKey => ByKeys, _ => ByActor },
        filter.Action.Length > 0 ? ByAction : "",
        filter.Subject.Length > 0 ? BySubject : "",
        NewestFirst,
    ]);

    /// <summary>Returns the rows that match the filter, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEvent>> ListAsync(AuditFilter filter, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(filter);
        parameters.Add("Limit", limit);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<AuditEvent>(new(Select(filter), parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectAccounts = $"select id, display_name, email from {TableNames.Account} order by display_name, id";

    /// <summary>Returns all accounts.</summary>
    public async Task<AuditPeople> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new((await connection.QueryAsync<AuditPerson>(new(SelectAccounts, cancellationToken: cancellationToken))).AsList());
    }
}

/// <summary>An account as the audit page shows it.</summary>
internal sealed record AuditPerson
{
    public Guid Id { get; init; }

    public string DisplayName { get; init; } = "";

    public string Email { get; init; } = "";
}
