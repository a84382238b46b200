namespace Cardio.Site.Features.Audit;

/// <summary>Element ids that several views of the audit trail name.</summary>
internal static class AuditIds
{
    /// <summary>The list of rows, which the filter replaces.</summary>
    public const string Trail = "trail";
}
