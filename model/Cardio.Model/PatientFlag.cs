namespace Cardio.Model;

/// <summary>Why an estimate deserves less trust than its number suggests.</summary>
public enum PatientFlag
{
    /// <summary>Age outside the ages the model learned from.</summary>
    AgeOutsideTraining,

    /// <summary>Height outside the range the model learned from.</summary>
    HeightOutsideTraining,

    /// <summary>Weight outside the range the model learned from.</summary>
    WeightOutsideTraining,

    /// <summary>Body mass index outside the range the model learned from.</summary>
    BodyMassIndexOutsideTraining,

    /// <summary>Systolic pressure outside the range the model learned from.</summary>
    SystolicOutsideTraining,

    /// <summary>Diastolic pressure outside the range the model learned from.</summary>
    DiastolicOutsideTraining,

    /// <summary>Cholesterol was not measured.</summary>
    CholesterolNotMeasured,

    /// <summary>Glucose was not measured.</summary>
    GlucoseNotMeasured,

    /// <summary>Unusual height.</summary>
    UnusualHeight,

    /// <summary>Unusual weight.</summary>
    UnusualWeight,

    /// <summary>Unusual body mass index.</summary>
    UnusualBodyMassIndex,

    /// <summary>Unusual systolic pressure.</summary>
    UnusualSystolic,

    /// <summary>Unusual diastolic pressure.</summary>
    UnusualDiastolic,

    /// <summary>Unusual difference between systolic and diastolic pressure.</summary>
    UnusualPulsePressure,

    /// <summary>
    /// Sex, height or a lifestyle answer is not known: only age, weight, both pressures and cholesterol (if measured) are used.
    /// </summary>
    FewInputsUsed,
}
