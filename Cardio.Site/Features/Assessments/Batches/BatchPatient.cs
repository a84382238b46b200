namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>A patient as a row of a file tells of them.</summary>
internal sealed class BatchPatient : PatientValues;
