namespace Cardio.Site.Clinic.Patients;

/// <summary>How an assessment's values came in; stored by its name.</summary>
public enum AssessmentSource
{
    /// <summary>A doctor typed them.</summary>
    Form,

    /// <summary>A program sent them.</summary>
    Api,

    /// <summary>They stood in a file.</summary>
    Batch,
}
