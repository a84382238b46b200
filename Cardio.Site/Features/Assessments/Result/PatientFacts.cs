using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>One entered value in the user's language.</summary>
/// <param name="LabelKey">Resource key of its label.</param>
/// <param name="Value">The value with its unit.</param>
/// <param name="ChartText">The value as the chart text states it.</param>
internal sealed record PatientFact(string LabelKey, string Value, string ChartText);

/// <summary>Formats the values of an assessment's patient in the user's language.</summary>
internal static class PatientFacts
{
    /// <summary>All entered values, in the order of the form.</summary>
    public static IEnumerable<PatientFact> Facts(this Assessment assessment, IStringLocalizer words)
    {
        if (assessment.PatientCode is { } code) yield return new("PatientCodeShort", code, $"{words["PatientCodeShort"]} {code}");
        yield return Plain("AgeYears", assessment.Value(PatientFeature.Age, words));
        yield return Plain("Sex", assessment.Value(PatientFeature.Sex, words));
        yield return Plain("HeightCm", string.Create(CultureInfo.CurrentCulture, $"{assessment.HeightCm} cm"));
        yield return Plain("WeightKg", string.Create(CultureInfo.CurrentCulture, $"{assessment.WeightKg} kg"));
        yield return Plain("BloodPressure", $"{assessment.SystolicMmHg}/{assessment.DiastolicMmHg} mmHg");
        yield return Labelled("Cholesterol", PatientFeature.Cholesterol);
        yield return Labelled("Glucose", PatientFeature.Glucose);
        yield return Labelled("Smoker", PatientFeature.Smoking);
        yield return Labelled("DrinksAlcohol", PatientFeature.Alcohol);
        yield return Labelled("PhysicallyActive", PatientFeature.Activity);

        static PatientFact Plain(string key, string value) => new(key, value, value);

        PatientFact Labelled(string key, PatientFeature feature)
        {
            var value = assessment.Value(feature, words);
            return new(key, value, $"{words[$"Feature.{feature}"]}: {value}");
        }
    }

    /// <summary>The value of a model feature.</summary>
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

    /// <summary>The same, with height and weight instead of the body mass index, which may round to the same value.</summary>
    public static string MeasuredValue(this Assessment assessment, PatientFeature feature, IStringLocalizer words) =>
        feature == PatientFeature.BodyMassIndex
            ? string.Create(CultureInfo.CurrentCulture, $"{assessment.HeightCm} cm, {assessment.WeightKg} kg")
            : assessment.Value(feature, words);
}
