using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>A synthetic patient with the probability computed at training; detects a model that was loaded wrongly.</summary>
/// <param name="Features">Inputs of the patient.</param>
/// <param name="Probability">Expected probability, 0 to 1.</param>
public sealed record GoldenPatient(PatientFeatures Features, double Probability);
