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

    /// <summary>Adds what must be well before the site takes patients: a database with the schema of this version, and a trusted model.</summary>
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: Patience)
        .AddCheck<ModelCheck>("model")
        .AddCheck<StayingCheck>("staying");

    /// <summary><c>/health/live</c> answers while the process runs and asks nothing; <c>/health/ready</c> asks all, and is 503 where one is not well.</summary>
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
            if (database is SqliteDataSource { IsInPlace: false }) return HealthCheckResult.Unhealthy(SqliteDataSource.MovedMessage);
            var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(new(AuditHead.Select, cancellationToken: cancellationToken));
            var isWell = head?.IsSealedBy(AuditTrail.Key(secret))
                ?? !await connection.ExecuteScalarAsync<bool>(new(AuditHead.HasEvents, cancellationToken: cancellationToken));
            if (!isWell) return HealthCheckResult.Unhealthy(AuditHead.BrokenMessage);
            return migrator.IsCurrent() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The schema is not of this version.");
        }
    }

    /// <summary>After SIGTERM no more is sent here.</summary>
    private sealed class StayingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The site is stopping.") : HealthCheckResult.Healthy());
    }

    private sealed class ModelCheck(ServedModel served) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(served switch
            {
                { LacksPromoted: true } => HealthCheckResult.Unhealthy("The promoted model is not here."),
                { Current: null } => HealthCheckResult.Unhealthy("No model could be trusted."),
                _ => HealthCheckResult.Healthy(),
            });
    }
}
