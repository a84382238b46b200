namespace Cardio.Site.Features.Audit;

internal static class AuditPagesRegistration
{
    /// <summary>Adds the page of the audit trail.</summary>
    public static void AddAuditPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AuditStore>();
}
