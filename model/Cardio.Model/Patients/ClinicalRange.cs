namespace Cardio.Model.Patients;

/// <summary>
/// The hard limits of every measurement, both ends inclusive. A value outside is refused by the form, the API, batches and the
/// database, and a training row with one is left out: it is taken for a typing error, not for a patient. The systolic pressure
/// must also exceed the diastolic one.
/// </summary>
public static class ClinicalRange
{
    /// <summary>Lowest age in completed years.</summary>
    public const int AgeYearsMinimum = 18;

    /// <summary>Highest age in completed years.</summary>
    public const int AgeYearsMaximum = 110;

    /// <summary>Lowest height in cm.</summary>
    public const int HeightCmMinimum = 120;

    /// <summary>Highest height in cm.</summary>
    public const int HeightCmMaximum = 220;

    /// <summary>Lowest weight in kg.</summary>
    public const int WeightKgMinimum = 30;

    /// <summary>Highest weight in kg.</summary>
    public const int WeightKgMaximum = 250;

    /// <summary>Lowest systolic blood pressure in mmHg.</summary>
    public const int SystolicMmHgMinimum = 70;

    /// <summary>Highest systolic blood pressure in mmHg.</summary>
    public const int SystolicMmHgMaximum = 250;

    /// <summary>Lowest diastolic blood pressure in mmHg.</summary>
    public const int DiastolicMmHgMinimum = 40;

    /// <summary>Highest diastolic blood pressure in mmHg.</summary>
    public const int DiastolicMmHgMaximum = 150;
}
