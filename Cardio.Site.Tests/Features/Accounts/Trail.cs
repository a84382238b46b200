using Cardio.Site.Clinic.Audit;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Accounts;

/// <summary>Reads the audit trail of a test's site.</summary>
internal static class Trail
{
    public static async Task<IReadOnlyList<AuditEvent>> TrailAsync(this CardioHost host, string action)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.QueryAsync<AuditEvent>(
            "select sequence, at, actor, action, subject, detail, result, mac from audit_event where action = @Action order by sequence",
            new { Action = action })).AsList();
    }
}
