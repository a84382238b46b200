namespace Cardio.Site.Clinic.Patients;

/// <summary>The source of an assessment's values; stored by name, so names must not change.</summary>
public enum AssessmentSource
{
    /// <summary>The form of the site.</summary>
    Form,

    /// <summary>The REST API.</summary>
    Api,

    /// <summary>A file of patients.</summary>
    Batch,
}
