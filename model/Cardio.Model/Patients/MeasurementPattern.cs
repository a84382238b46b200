namespace Cardio.Model.Patients;

/// <summary>Which values of a patient are known. The model has its own weights, and so its own calibration, for each.</summary>
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

    /// <summary>Age, weight, both pressures and cholesterol; whatever else is known is not used.</summary>
    FiveInputs,

    /// <summary>Age, weight and both pressures; whatever else is known is not used.</summary>
    FourInputs,
}

/// <summary>Finds a patient's pattern.</summary>
public static class MeasurementPatterns
{
    /// <summary>The number of patterns.</summary>
    public const int Count = 6;

    /// <summary>
    /// The largest pattern whose values are all known. Where sex, height or one of the three lifestyle answers is not known, the
    /// model falls to five inputs (four without cholesterol) and uses none of the others.
    /// </summary>
    /// <param name="patient">The patient.</param>
    public static MeasurementPattern FromPatient(in PatientFeatures patient)
    {
        var hasCholesterol = patient.Cholesterol != LabLevel.NotMeasured;
        var hasGlucose = patient.Glucose != LabLevel.NotMeasured;
        var hasPerson = patient.Sex.HasValue && patient.HeightCm.HasValue && patient.Smoker.HasValue
            && patient.DrinksAlcohol.HasValue && patient.PhysicallyActive.HasValue;
        return (hasPerson, hasCholesterol, hasGlucose) switch
        {
            (true, true, true) => MeasurementPattern.AllMeasured,
            (true, false, true) => MeasurementPattern.NoCholesterol,
            (true, true, false) => MeasurementPattern.NoGlucose,
            (true, false, false) => MeasurementPattern.NoLaboratory,
            (false, true, _) => MeasurementPattern.FiveInputs,
            _ => MeasurementPattern.FourInputs,
        };
    }

    /// <summary>The patient with every value removed that the pattern does not know.</summary>
    /// <param name="pattern">A pattern that needs no value which the patient lacks.</param>
    /// <param name="patient">The patient.</param>
    public static PatientFeatures Mask(this MeasurementPattern pattern, in PatientFeatures patient) => pattern switch
    {
        MeasurementPattern.AllMeasured => patient,
        MeasurementPattern.NoCholesterol => patient with { Cholesterol = LabLevel.NotMeasured },
        MeasurementPattern.NoGlucose => patient with { Glucose = LabLevel.NotMeasured },
        MeasurementPattern.NoLaboratory => patient with { Cholesterol = LabLevel.NotMeasured, Glucose = LabLevel.NotMeasured },
        MeasurementPattern.FiveInputs => Few(patient, patient.Cholesterol),
        _ => Few(patient, LabLevel.NotMeasured),
    };

    private static PatientFeatures Few(in PatientFeatures patient, LabLevel cholesterol) => new()
    {
        AgeYears = patient.AgeYears,
        WeightKg = patient.WeightKg,
        SystolicMmHg = patient.SystolicMmHg,
        DiastolicMmHg = patient.DiastolicMmHg,
        Cholesterol = cholesterol,
    };
}
