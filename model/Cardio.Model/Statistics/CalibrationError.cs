namespace Cardio.Model.Statistics;

/// <summary>
/// Expected calibration error (Naeini et al. 2015): the mean distance between predicted and observed share over groups of patients,
/// weighted by their size; 0 to 1. Because of sampling, it is above 0 even for a perfect model. The caller chooses the groups.
/// </summary>
public struct CalibrationError
{
    private double _sum;

    /// <summary>Adds a group.</summary>
    /// <param name="difference">Sum of the probabilities of its patients, minus its number of patients with the disease.</param>
    public void Add(double difference) => _sum += Math.Abs(difference);

    /// <summary>Returns the error.</summary>
    /// <param name="count">Number of patients in all groups.</param>
    public readonly double Value(double count) => _sum / count;
}
