using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>A change that is offered for every patient: only levers on which the model is constrained to the medically right direction.</summary>
/// <param name="Key">Names its text, as <c>Change.{Key}</c>.</param>
/// <param name="Probability">The estimate after it, 0 to 1.</param>
internal sealed record StandardChange(string Key, double Probability)
{
    private const double WeightLossKg = 5;

    /// <summary>The changes that are possible at the patient's values, single ones first, then all that are possible together.</summary>
    public static IReadOnlyList<StandardChange> FromPatient(RiskModel model, PatientFeatures patient)
    {
        var single = new (string Key, PatientFeatures Patient)[]
        {
            ("Systolic10", LowerSystolic(patient, 10)),
            ("Systolic20", LowerSystolic(patient, 20)),
            ("Weight5", LowerWeight(patient)),
            ("CholesterolNormal", NormalCholesterol(patient)),
        }.Where(change => change.Patient != patient).ToList();

        var together = NormalCholesterol(LowerWeight(LowerSystolic(patient, 20)));
        if (single.Count(change => change.Key != "Systolic10") > 1) single.Add(("All", together));
        return [.. single.Select(change => new StandardChange(change.Key, model.Score(change.Patient)))];
    }

    /// <summary>Unchanged where the systolic pressure would fall to the diastolic one or out of range.</summary>
    private static PatientFeatures LowerSystolic(PatientFeatures patient, int byMmHg)
    {
        var lower = patient.SystolicMmHg - byMmHg;
        return lower > patient.DiastolicMmHg && lower >= ClinicalRange.SystolicMmHgMinimum ? patient with { SystolicMmHg = lower } : patient;
    }

    private static PatientFeatures LowerWeight(PatientFeatures patient) =>
        patient.WeightKg - WeightLossKg >= ClinicalRange.WeightKgMinimum ? patient with { WeightKg = patient.WeightKg - WeightLossKg } : patient;

    private static PatientFeatures NormalCholesterol(PatientFeatures patient) =>
        patient.Cholesterol is LabLevel.AboveNormal or LabLevel.WellAboveNormal ? patient with { Cholesterol = LabLevel.Normal } : patient;
}
