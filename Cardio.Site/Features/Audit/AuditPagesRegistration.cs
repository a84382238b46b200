namespace Cardio.Site.Features.Audit;

internal static class AuditPagesRegistration
{
    /// <summary>Registers the services of the audit trail page.</summary>
    public static void AddAuditPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AuditStore>();
}
