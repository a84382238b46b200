using System.Globalization;
using Cardio.Model.Patients;
using Microsoft.Extensions.Localization;

using Cardio.Site.Clinic.Assessments;
namespace Cardio.Site.Features.Assessments.Result;

/// <summary>The patient's value behind a reason, in the user's language.</summary>
internal static class FeatureValue
{
    public static string Value(this Assessment assessment, PatientFeature feature, IStringLocalizer words) => feature switch
    {
        PatientFeature.Age => words["YearsOld", assessment.AgeYears],
        PatientFeature.Sex => words[$"Sex.{assessment.Sex}"],
        PatientFeature.BodyMassIndex => $"{assessment.ToFeatures().BodyMassIndex?.ToString("0.0", CultureInfo.CurrentCulture)} kg/m²",
        PatientFeature.Systolic => $"{assessment.SystolicMmHg} mmHg",
        PatientFeature.Diastolic => $"{assessment.DiastolicMmHg} mmHg",
        PatientFeature.Cholesterol => words[$"Lab.{assessment.Cholesterol}"],
        PatientFeature.Glucose => words[$"Lab.{assessment.Glucose}"],
        PatientFeature.Smoking => words[assessment.Smoker ? "Yes" : "No"],
        PatientFeature.Alcohol => words[assessment.DrinksAlcohol ? "Yes" : "No"],
        PatientFeature.Activity => words[assessment.PhysicallyActive ? "Yes" : "No"],
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, null),
    };

    /// <summary>The same as it was measured: height and weight instead of the index, whose rounded values may look alike.</summary>
    public static string MeasuredValue(this Assessment assessment, PatientFeature feature, IStringLocalizer words) =>
        feature == PatientFeature.BodyMassIndex
            ? string.Create(CultureInfo.CurrentCulture, $"{assessment.HeightCm} cm, {assessment.WeightKg} kg")
            : assessment.Value(feature, words);
}
