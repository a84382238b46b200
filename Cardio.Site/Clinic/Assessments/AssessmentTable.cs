using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>The columns of the table <c>assessment</c>, each with the value that an assessment stores in it.</summary>
internal static class AssessmentTable
{
    private static readonly (string Name, Func<Assessment, object?> Read)[] ColumnList =
    [
        ("id", assessment => assessment.Id),
        ("doctor_id", assessment => assessment.DoctorId),
        ("request_key", assessment => assessment.RequestKey),
        ("created_at", assessment => assessment.CreatedAt),
        ("patient_code", assessment => assessment.PatientCode),
        ("age_years", assessment => assessment.AgeYears),
        ("sex", assessment => EnumText.Format(assessment.Sex)),
        ("height_cm", assessment => assessment.HeightCm),
        ("weight_kg", assessment => assessment.WeightKg),
        ("systolic_mmhg", assessment => assessment.SystolicMmHg),
        ("diastolic_mmhg", assessment => assessment.DiastolicMmHg),
        ("cholesterol", assessment => EnumText.Format(assessment.Cholesterol)),
        ("glucose", assessment => EnumText.Format(assessment.Glucose)),
        ("smoker", assessment => assessment.Smoker),
        ("drinks_alcohol", assessment => assessment.DrinksAlcohol),
        ("physically_active", assessment => assessment.PhysicallyActive),
        ("probability", assessment => assessment.Probability),
        ("explanation", assessment => ExplanationHandler.Write(assessment.Explanation)),
        ("decision_threshold", assessment => assessment.DecisionThreshold),
        ("training_prevalence", assessment => assessment.TrainingPrevalence),
        ("clinic_prevalence", assessment => assessment.ClinicPrevalence),
        ("model_version", assessment => assessment.ModelVersion),
        ("model_sha256", assessment => assessment.ModelSha256),
        ("opened_at", assessment => assessment.OpenedAt),
        ("doctor_estimate", assessment => assessment.DoctorEstimate),
        ("age_band", assessment => assessment.AgeBand),
        ("age_band_auc", assessment => assessment.AgeBandAuc),
        ("overall_auc", assessment => assessment.OverallAuc),
        ("patient_code_key", assessment => assessment.PatientCodeKey),
        ("patient_code_key_form", _ => PatientCode.KeyForm),
        ("source", assessment => EnumText.Format(assessment.Source)),
        ("batch_id", assessment => assessment.BatchId),
    ];

    /// <summary>The names of all columns, separated by commas, in the order of <see cref="ToRow"/>.</summary>
    public static readonly string Columns = string.Join(", ", ColumnList.Select(column => column.Name));

    /// <summary>Completes a query for whole assessments.</summary>
    /// <param name="rest">The rest of the query after the table's name; a constant.</param>
    public static string Select(string rest) => string.Join(' ', "select", Columns, "from assessment", rest);

    /// <summary>The values of an assessment, one for each of <see cref="Columns"/>.</summary>
    public static object?[] ToRow(Assessment assessment) => Array.ConvertAll(ColumnList, column => column.Read(assessment));
}
