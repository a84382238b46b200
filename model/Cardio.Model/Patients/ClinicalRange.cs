namespace Cardio.Model.Patients;

/// <summary>
/// Hard limits of every measurement, both ends inclusive. The form, the API, batches and the database reject a value outside, and
/// training excludes the row: it is more likely a typing error than a patient. The systolic pressure must also exceed the
/// diastolic pressure.
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
