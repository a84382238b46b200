using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A patient read from a row of a file; an omitted laboratory value counts as not measured.</summary>
internal sealed class BatchPatient : PatientValues
{
    /// <summary>Cholesterol class.</summary>
    public override LabLevel? Cholesterol { get; set; } = LabLevel.NotMeasured;

    /// <summary>Glucose class.</summary>
    public override LabLevel? Glucose { get; set; } = LabLevel.NotMeasured;
}
