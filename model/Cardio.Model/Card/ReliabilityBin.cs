namespace Cardio.Model.Card;

/// <summary>One point of the calibration plot: patients with similar probabilities and their observed risk.</summary>
/// <param name="Predicted">Mean cross-validated probability in the bin, 0 to 1.</param>
/// <param name="Observed">Proportion with disease, with its 95 % Wilson interval.</param>
/// <param name="Count">Number of patients in the bin.</param>
public sealed record ReliabilityBin(double Predicted, Figure Observed, int Count);
