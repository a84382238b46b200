namespace Cardio.Model.Card;

/// <summary>Patients with nearly equal estimates, and how many of them had the disease.</summary>
/// <param name="Predicted">Their mean cross-validated probability, 0 to 1.</param>
/// <param name="Observed">Share with the disease, with its 95 % Wilson interval.</param>
/// <param name="Count">Patients in the bin.</param>
public sealed record ReliabilityBin(double Predicted, Figure Observed, int Count);
