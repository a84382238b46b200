namespace Cardio.Model.Patients;

/// <summary>Reasons why an estimate is less reliable than it looks.</summary>
// Stored explanations contain these numbers: never renumber.
public enum PatientFlag
{
    /// <summary>Age outside the range of the development data.</summary>
    AgeOutsideTraining = 0,

    /// <summary>Height outside the range of the development data.</summary>
    HeightOutsideTraining = 1,

    /// <summary>Weight outside the range of the development data.</summary>
    WeightOutsideTraining = 2,

    /// <summary>Body mass index outside the range of the development data.</summary>
    BodyMassIndexOutsideTraining = 3,

    /// <summary>Systolic pressure outside the range of the development data.</summary>
    SystolicOutsideTraining = 4,

    /// <summary>Diastolic pressure outside the range of the development data.</summary>
    DiastolicOutsideTraining = 5,

    /// <summary>Cholesterol was not measured.</summary>
    CholesterolNotMeasured = 6,

    /// <summary>Glucose was not measured.</summary>
    GlucoseNotMeasured = 7,

    /// <summary>Height outside <see cref="UnusualRange"/>.</summary>
    UnusualHeight = 8,

    /// <summary>Weight outside <see cref="UnusualRange"/>.</summary>
    UnusualWeight = 9,

    /// <summary>Body mass index outside <see cref="UnusualRange"/>.</summary>
    UnusualBodyMassIndex = 10,

    /// <summary>Systolic pressure outside <see cref="UnusualRange"/>.</summary>
    UnusualSystolic = 11,

    /// <summary>Diastolic pressure outside <see cref="UnusualRange"/>.</summary>
    UnusualDiastolic = 12,

    /// <summary>Pulse pressure outside <see cref="UnusualRange"/>.</summary>
    UnusualPulsePressure = 13,

    /// <summary>
    /// Sex, height or a lifestyle answer is unknown, so only age, weight, both pressures and cholesterol (if measured) are used.
    /// </summary>
    FewInputsUsed = 14,
}
