using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>The changes computed for every patient. The name of each is part of its resource key, <c>Change.{Name}</c>.</summary>
internal enum StandardChangeKind
{
    Systolic10,
    Systolic20,
    Weight5,
    CholesterolNormal,
    All,
}

/// <summary>
/// A change computed for every patient. Uses only inputs for which the model is constrained to the medically correct direction.
/// </summary>
/// <param name="Kind">What changes.</param>
/// <param name="Probability">The estimate after the change, 0 to 1.</param>
internal sealed record StandardChange(StandardChangeKind Kind, double Probability)
{
    private const double WeightLossKg = 5;

    /// <summary>Whether the change lowers the systolic pressure only.</summary>
    public bool IsSystolic => Kind is StandardChangeKind.Systolic10 or StandardChangeKind.Systolic20;

    /// <summary>The changes possible for the patient: each alone, then all combined if there are several.</summary>
    public static IReadOnlyList<StandardChange> FromPatient(RiskModel model, PatientFeatures patient)
    {
        var single = new (StandardChangeKind Kind, PatientFeatures Patient)[]
        {
            (StandardChangeKind.Systolic10, LowerSystolic(patient, 10)),
            (StandardChangeKind.Systolic20, LowerSystolic(patient, 20)),
            (StandardChangeKind.Weight5, LowerWeight(patient)),
            (StandardChangeKind.CholesterolNormal, NormalCholesterol(patient)),
        }.Where(change => change.Patient != patient).ToList();

        var together = NormalCholesterol(LowerWeight(LowerSystolic(patient, 20)));
        if (single.Count(change => change.Kind != StandardChangeKind.Systolic10) > 1) single.Add((StandardChangeKind.All, together));
        return [.. single.Select(change => new StandardChange(change.Kind, model.Score(change.Patient)))];
    }

    /// <summary>Returns the patient unchanged if the systolic pressure would reach the diastolic one or leave the valid range.</summary>
    private static PatientFeatures LowerSystolic(PatientFeatures patient, int byMmHg)
    {
        var lower = patient.SystolicMmHg - byMmHg;
        return lower > patient.DiastolicMmHg && lower >= ClinicalRange.SystolicMmHgMinimum
            ? patient with { SystolicMmHg = lower }
            : patient;
    }

    private static PatientFeatures LowerWeight(PatientFeatures patient) =>
        patient.WeightKg - WeightLossKg >= ClinicalRange.WeightKgMinimum
            ? patient with { WeightKg = patient.WeightKg - WeightLossKg }
            : patient;

    private static PatientFeatures NormalCholesterol(PatientFeatures patient) =>
        patient.Cholesterol is LabLevel.AboveNormal or LabLevel.WellAboveNormal
            ? patient with { Cholesterol = LabLevel.Normal }
            : patient;
}
