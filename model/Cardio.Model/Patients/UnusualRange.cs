namespace Cardio.Model.Patients;

/// <summary>
/// The soft limits, both ends inclusive: a value outside is possible but rare or often a typing error, so that the form asks for
/// one confirmation and the result stays flagged. They lie near the 0.1st and 99.9th percentile of the development data.
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

    /// <summary>Lowest usual difference of systolic and diastolic pressure in mmHg.</summary>
    public const int PulsePressureMmHgMinimum = 20;

    /// <summary>Highest usual difference of systolic and diastolic pressure in mmHg.</summary>
    public const int PulsePressureMmHgMaximum = 100;

    /// <summary>The unusual values of a patient, in the order of <see cref="PatientFlag"/>; empty where there is none.</summary>
    /// <param name="patient">The patient.</param>
    public static IReadOnlyList<PatientFlag> Flags(in PatientFeatures patient)
    {
        var flags = new List<PatientFlag>();
        Unusual(PatientFlag.UnusualHeight, patient.HeightCm, HeightCmMinimum, HeightCmMaximum);
        Unusual(PatientFlag.UnusualWeight, patient.WeightKg, WeightKgMinimum, WeightKgMaximum);
        Unusual(PatientFlag.UnusualBodyMassIndex, patient.BodyMassIndex,
            BodyMassIndexMinimum, BodyMassIndexMaximum);
        Unusual(PatientFlag.UnusualSystolic, patient.SystolicMmHg,
            SystolicMmHgMinimum, SystolicMmHgMaximum);
        Unusual(PatientFlag.UnusualDiastolic, patient.DiastolicMmHg,
            DiastolicMmHgMinimum, DiastolicMmHgMaximum);
        Unusual(PatientFlag.UnusualPulsePressure, patient.SystolicMmHg - patient.DiastolicMmHg,
            PulsePressureMmHgMinimum, PulsePressureMmHgMaximum);
        return flags;

        void Unusual(PatientFlag flag, double? value, int minimum, int maximum)
        {
            if (value < minimum || value > maximum)
                flags.Add(flag);
        }
    }
}
