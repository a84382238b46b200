using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>Factor that widens the confidence intervals of one measurement pattern so that they reach their nominal coverage.</summary>
/// <param name="Pattern">Measurement pattern.</param>
/// <param name="Factor">Factor applied to the bootstrap standard error, at least 1.</param>
/// <param name="PlainCoverage">Coverage of the simulated intervals before widening, 0 to 1.</param>
public sealed record IntervalWidening(MeasurementPattern Pattern, double Factor, double PlainCoverage);
