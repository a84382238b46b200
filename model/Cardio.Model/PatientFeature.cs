namespace Cardio.Model;

/// <summary>What a contribution is about: the patient's values in the groups in which they are explained.</summary>
public enum PatientFeature
{
    /// <summary>Age.</summary>
    Age,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Body mass index, from height and weight; the weight alone where the height is not known.</summary>
    BodyMassIndex,

    /// <summary>Systolic blood pressure.</summary>
    Systolic,

    /// <summary>Diastolic blood pressure.</summary>
    Diastolic,

    /// <summary>Cholesterol class.</summary>
    Cholesterol,

    /// <summary>Glucose class.</summary>
    Glucose,

    /// <summary>Smoking.</summary>
    Smoking,

    /// <summary>Alcohol.</summary>
    Alcohol,

    /// <summary>Physical activity.</summary>
    Activity,
}
