using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Clinic.Audit;

/// <summary>Something that was done, on its way into the trail. It never holds a value of a patient, nor a patient code.</summary>
/// <param name="Actor">Who: see <see cref="Actors"/>.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">On what: the identifier of an assessment, an account, a key, the name of a setting, a patient's pseudonym; or empty.</param>
/// <param name="Detail">What else the record needs, such as a setting's old and new value; or empty.</param>
/// <param name="Result">How it ended, one word.</param>
internal sealed record AuditEntry(string Actor, AuditAction Action, string Subject = "", string Detail = "", string Result = "done");
