using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>A patient as a row of a file tells of them; a laboratory value that is left out is not measured.</summary>
internal sealed class BatchPatient : PatientValues
{
    /// <summary>Cholesterol class.</summary>
    public override LabLevel? Cholesterol { get; set; } = LabLevel.NotMeasured;

    /// <summary>Glucose class.</summary>
    public override LabLevel? Glucose { get; set; } = LabLevel.NotMeasured;
}
