namespace Cardio.Model.Patients;

/// <summary>
/// Soft limits, both ends inclusive. A value outside is possible, but rare and often a typing error: the form asks for confirmation
/// and the result is flagged. The limits are near the 0.1st and 99.9th percentiles of the development data.
/// </summary>
public static class UnusualRange
{
    /// <summary>Lowest usual height in cm.</summary>
    public const int HeightCmMinimum = 140;

    /// <summary>Highest usual height in cm.</summary>
    public const int HeightCmMaximum = 200;

    /// <summary>Lowest usual weight in kg.</summary>
    public const int WeightKgMinimum = 40;

    /// <summary>Highest usual weight in kg.</summary>
    public const int WeightKgMaximum = 160;

    /// <summary>Lowest usual body mass index in kg/m².</summary>
    public const int BodyMassIndexMinimum = 16;

    /// <summary>Highest usual body mass index in kg/m².</summary>
    public const int BodyMassIndexMaximum = 50;

    /// <summary>Lowest usual systolic pressure in mmHg.</summary>
    public const int SystolicMmHgMinimum = 90;

    /// <summary>Highest usual systolic pressure in mmHg.</summary>
    public const int SystolicMmHgMaximum = 200;

    /// <summary>Lowest usual diastolic pressure in mmHg.</summary>
    public const int DiastolicMmHgMinimum = 50;

    /// <summary>Highest usual diastolic pressure in mmHg.</summary>
    public const int DiastolicMmHgMaximum = 120;

    /// <summary>Lowest usual pulse pressure (systolic minus diastolic) in mmHg.</summary>
    public const int PulsePressureMmHgMinimum = 20;

    /// <summary>Highest usual pulse pressure (systolic minus diastolic) in mmHg.</summary>
    public const int PulsePressureMmHgMaximum = 100;

    /// <summary>Returns a flag for each unusual value, in the order of <see cref="PatientFlag"/>.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    public static IReadOnlyList<PatientFlag> Flags(in PatientFeatures patient)
    {
        var flags = new List<PatientFlag>();
        AddIfOutside(PatientFlag.UnusualHeight, patient.HeightCm, HeightCmMinimum, HeightCmMaximum);
        AddIfOutside(PatientFlag.UnusualWeight, patient.WeightKg, WeightKgMinimum, WeightKgMaximum);
        AddIfOutside(PatientFlag.UnusualBodyMassIndex, patient.BodyMassIndex,
            BodyMassIndexMinimum, BodyMassIndexMaximum);
        AddIfOutside(PatientFlag.UnusualSystolic, patient.SystolicMmHg,
            SystolicMmHgMinimum, SystolicMmHgMaximum);
        AddIfOutside(PatientFlag.UnusualDiastolic, patient.DiastolicMmHg,
            DiastolicMmHgMinimum, DiastolicMmHgMaximum);
        AddIfOutside(PatientFlag.UnusualPulsePressure, patient.SystolicMmHg - patient.DiastolicMmHg,
            PulsePressureMmHgMinimum, PulsePressureMmHgMaximum);
        return flags;

        void AddIfOutside(PatientFlag flag, double? value, int minimum, int maximum)
        {
            if (value < minimum || value > maximum)
                flags.Add(flag);
        }
    }
}
