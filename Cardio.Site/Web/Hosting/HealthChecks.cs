using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Migrations;
using Cardio.Site.Data.Secrets;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cardio.Site.Web.Hosting;

internal static class HealthChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Adds the readiness checks: a database with the schema of this version, a trusted model, and no shutdown.</summary>
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: Patience)
        .AddCheck<ModelCheck>("model")
        .AddCheck<ShutdownCheck>("staying");

    /// <summary>
    /// Maps <c>/health/live</c>, which always answers while the process runs, and <c>/health/ready</c>, which runs all checks and returns
    /// 503 if one fails.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready").AllowAnonymous().DisableRateLimiting();
    }

    private sealed class DatabaseCheck(DbDataSource database, Migrator migrator, SiteSecret secret) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (database is SqliteDataSource sqlite && !sqlite.IsInPlace())
                return HealthCheckResult.Unhealthy(SqliteDataSource.MovedMessage);
            var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(new(AuditHead.Select, cancellationToken: cancellationToken));
            var isSealed = head?.IsSealedBy(AuditTrail.DeriveKey(secret))
                ?? !await connection.ExecuteScalarAsync<bool>(new(AuditHead.HasEvents, cancellationToken: cancellationToken));
            if (!isSealed) return HealthCheckResult.Unhealthy(AuditHead.BrokenMessage);
            return await migrator.IsCurrentAsync(connection, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The schema is not current.");
        }
    }

    /// <summary>Fails after SIGTERM, so that the load balancer sends no more requests.</summary>
    private sealed class ShutdownCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("The site is stopping.")
                : HealthCheckResult.Healthy());
    }

    private sealed class ModelCheck(ServedModel served) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(served switch
            {
                { LacksPromoted: true } => HealthCheckResult.Unhealthy("The promoted model is not available."),
                { Current: null } => HealthCheckResult.Unhealthy("There is no trusted model."),
                _ => HealthCheckResult.Healthy(),
            });
    }
}
