using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>How the interval of an estimate was widened for one measurement pattern.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Factor">The factor by which the replicates' spread is widened.</param>
/// <param name="PlainCoverage">Share of the simulated intervals that held the true probability before widening, 0 to 1.</param>
public sealed record IntervalWidening(MeasurementPattern Pattern, double Factor, double PlainCoverage);
