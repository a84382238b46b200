namespace Cardio.Site.Clinic.Patients;

/// <summary>Whether the disease was found when the diagnosis was confirmed.</summary>
public enum Diagnosis
{
    /// <summary>The patient has the disease.</summary>
    Present,

    /// <summary>The patient does not have the disease.</summary>
    Absent,
}
