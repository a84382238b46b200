namespace Cardio.Model.Patients;

/// <summary>Set of inputs that are known. The model has separate weights, and so a separate calibration, for each pattern.</summary>
public enum MeasurementPattern
{
    /// <summary>Everything is known.</summary>
    AllMeasured,

    /// <summary>Everything but cholesterol.</summary>
    NoCholesterol,

    /// <summary>Everything but glucose.</summary>
    NoGlucose,

    /// <summary>Everything but cholesterol and glucose.</summary>
    NoLaboratory,

    /// <summary>Age, weight, both pressures and cholesterol; other known values are ignored.</summary>
    FiveInputs,

    /// <summary>Age, weight and both pressures; other known values are ignored.</summary>
    FourInputs,
}

/// <summary>Selects and applies measurement patterns.</summary>
public static class MeasurementPatterns
{
    /// <summary>The number of patterns.</summary>
    public const int Count = 6;

    /// <summary>
    /// Returns the largest pattern whose inputs are all known. If sex, height or one of the three lifestyle answers is unknown, the
    /// model falls back to five inputs, or four without cholesterol, and ignores the others.
    /// </summary>
    /// <param name="patient">Inputs of the patient.</param>
    public static MeasurementPattern FromPatient(in PatientFeatures patient)
    {
        var hasCholesterol = patient.Cholesterol != LabLevel.NotMeasured;
        var hasGlucose = patient.Glucose != LabLevel.NotMeasured;
        var hasAllOtherInputs = patient.Sex.HasValue && patient.HeightCm.HasValue && patient.Smoker.HasValue
            && patient.DrinksAlcohol.HasValue && patient.PhysicallyActive.HasValue;
        return (hasAllOtherInputs, hasCholesterol, hasGlucose) switch
        {
            (true, true, true) => MeasurementPattern.AllMeasured,
            (true, false, true) => MeasurementPattern.NoCholesterol,
            (true, true, false) => MeasurementPattern.NoGlucose,
            (true, false, false) => MeasurementPattern.NoLaboratory,
            (false, true, _) => MeasurementPattern.FiveInputs,
            _ => MeasurementPattern.FourInputs,
        };
    }

    /// <summary>Removes the inputs that the pattern does not use.</summary>
    /// <param name="pattern">A pattern whose inputs are all known for the patient.</param>
    /// <param name="patient">Inputs of the patient.</param>
    public static PatientFeatures Mask(this MeasurementPattern pattern, in PatientFeatures patient) => pattern switch
    {
        MeasurementPattern.AllMeasured => patient,
        MeasurementPattern.NoCholesterol => patient with { Cholesterol = LabLevel.NotMeasured },
        MeasurementPattern.NoGlucose => patient with { Glucose = LabLevel.NotMeasured },
        MeasurementPattern.NoLaboratory => patient with { Cholesterol = LabLevel.NotMeasured, Glucose = LabLevel.NotMeasured },
        MeasurementPattern.FiveInputs => KeepFewInputs(patient, patient.Cholesterol),
        _ => KeepFewInputs(patient, LabLevel.NotMeasured),
    };

    private static PatientFeatures KeepFewInputs(in PatientFeatures patient, LabLevel cholesterol) => new()
    {
        AgeYears = patient.AgeYears,
        WeightKg = patient.WeightKg,
        SystolicMmHg = patient.SystolicMmHg,
        DiastolicMmHg = patient.DiastolicMmHg,
        Cholesterol = cholesterol,
    };
}
