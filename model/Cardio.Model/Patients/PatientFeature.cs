namespace Cardio.Model.Patients;

/// <summary>What a contribution is about: the patient's values in the groups in which they are explained.</summary>
// Stored explanations hold the numbers.
public enum PatientFeature
{
    /// <summary>Age.</summary>
    Age = 0,

    /// <summary>Sex.</summary>
    Sex = 1,

    /// <summary>Body mass index, from height and weight; the weight alone where the height is not known.</summary>
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
