using System.Data.Common;
using Cardio.Site.Data.Audit;
using Dapper;

namespace Cardio.Site.Features.Audit;

/// <summary>Reads the trail.</summary>
internal sealed class AuditStore(DbDataSource database)
{
    private const string SelectPage =
        """
        select sequence, at, actor, action, subject, detail, result, mac from audit_event
        where sequence < @Before
          and at >= @From
          and at < @Until
          and (@Actor = '' or actor = @Actor or (@Actor = 'keys' and actor like 'key:%'))
          and (@Action = '' or action = @Action)
          and (@Subject = '' or subject = @Subject)
        order by sequence desc
        limit @Limit
        """;

    /// <summary>Rows that pass the filter, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEvent>> ListAsync(AuditFilter filter, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(filter);
        parameters.Add("Limit", limit);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<AuditEvent>(new(SelectPage, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectAccounts = "select id, display_name, email from account order by display_name, id";

    /// <summary>Everybody who can stand in the trail.</summary>
    public async Task<AuditPeople> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new((await connection.QueryAsync<Person>(new(SelectAccounts, cancellationToken: cancellationToken))).AsList());
    }
}

/// <summary>An account as the trail's page names it.</summary>
internal sealed record Person
{
    public Guid Id { get; init; }

    public string DisplayName { get; init; } = "";

    public string Email { get; init; } = "";
}
