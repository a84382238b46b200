using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Clinic.Audit;

/// <summary>An action to record in the audit trail. It never contains a patient's values or code.</summary>
/// <param name="Actor">Who acted, see <see cref="Actors"/>.</param>
/// <param name="Action">The action.</param>
/// <param name="Subject">Identifier of an assessment, account or key, name of a setting, pseudonym of a patient; or empty.</param>
/// <param name="Detail">Further facts, such as a setting's old and new value; or empty.</param>
/// <param name="Result">The result, one word.</param>
internal sealed record AuditEntry(string Actor, AuditAction Action, string Subject = "", string Detail = "", string Result = "done");
