using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>A made-up patient and the probability that the model gave when it was trained.</summary>
/// <param name="Features">The patient.</param>
/// <param name="Probability">The probability, 0 to 1.</param>
public sealed record GoldenPatient(PatientFeatures Features, double Probability);
