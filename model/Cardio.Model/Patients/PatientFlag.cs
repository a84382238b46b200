namespace Cardio.Model.Patients;

/// <summary>Why an estimate deserves less trust than its number suggests.</summary>
// Stored explanations hold the numbers.
public enum PatientFlag
{
    /// <summary>Age outside the ages the model learned from.</summary>
    AgeOutsideTraining = 0,

    /// <summary>Height outside the range the model learned from.</summary>
    HeightOutsideTraining = 1,

    /// <summary>Weight outside the range the model learned from.</summary>
    WeightOutsideTraining = 2,

    /// <summary>Body mass index outside the range the model learned from.</summary>
    BodyMassIndexOutsideTraining = 3,

    /// <summary>Systolic pressure outside the range the model learned from.</summary>
    SystolicOutsideTraining = 4,

    /// <summary>Diastolic pressure outside the range the model learned from.</summary>
    DiastolicOutsideTraining = 5,

    /// <summary>Cholesterol was not measured.</summary>
    CholesterolNotMeasured = 6,

    /// <summary>Glucose was not measured.</summary>
    GlucoseNotMeasured = 7,

    /// <summary>Unusual height.</summary>
    UnusualHeight = 8,

    /// <summary>Unusual weight.</summary>
    UnusualWeight = 9,

    /// <summary>Unusual body mass index.</summary>
    UnusualBodyMassIndex = 10,

    /// <summary>Unusual systolic pressure.</summary>
    UnusualSystolic = 11,

    /// <summary>Unusual diastolic pressure.</summary>
    UnusualDiastolic = 12,

    /// <summary>Unusual difference between systolic and diastolic pressure.</summary>
    UnusualPulsePressure = 13,

    /// <summary>
    /// Sex, height or a lifestyle answer is not known: only age, weight, both pressures and cholesterol (if measured) are used.
    /// </summary>
    FewInputsUsed = 14,
}
