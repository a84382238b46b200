namespace Cardio.Model.Patients;

/// <summary>Features that explanations refer to; height and weight are explained together as body mass index.</summary>
// Stored explanations contain these numbers: never renumber.
public enum PatientFeature
{
    /// <summary>Age.</summary>
    Age = 0,

    /// <summary>Sex.</summary>
    Sex = 1,

    /// <summary>Body mass index, from height and weight; or weight alone if the height is unknown.</summary>
    BodyMassIndex = 2,

    /// <summary>Systolic blood pressure.</summary>
    Systolic = 3,

    /// <summary>Diastolic blood pressure.</summary>
    Diastolic = 4,

    /// <summary>Cholesterol class.</summary>
    Cholesterol = 5,

    /// <summary>Glucose class.</summary>
    Glucose = 6,

    /// <summary>Smoking.</summary>
    Smoking = 7,

    /// <summary>Alcohol.</summary>
    Alcohol = 8,

    /// <summary>Physical activity.</summary>
    Activity = 9,
}
