using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>Reads assessments for display and records each access in the audit trail.</summary>
internal sealed class AuditedAssessments(AssessmentStore store, AuditTrail trail)
{
    /// <summary>
    /// Finds an assessment of the doctor; returns null, and records nothing, if the doctor has none with this identifier.
    /// </summary>
    public async Task<Assessment?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, doctorId, cancellationToken) is not { } found) return null;
        var entry = new AuditEntry(Actors.Account(found.DoctorId), AuditAction.AssessmentViewed, id.ToString());
        await trail.RecordReadingAsync(entry, cancellationToken);
        return found;
    }
}
