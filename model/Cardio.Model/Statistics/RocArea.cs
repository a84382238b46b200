namespace Cardio.Model.Statistics;

/// <summary>
/// Area under the ROC curve: the probability that a patient with the disease ranks above one without; ties count half (Mann and Whitney
/// 1947). Groups of equal rank are added from the lowest to the highest.
/// </summary>
public struct RocArea
{
    private double _wins;

    /// <summary>Patients with the disease added so far.</summary>
    public double WithDisease { get; private set; }

    /// <summary>Patients without the disease added so far.</summary>
    public double WithoutDisease { get; private set; }

    /// <summary>The area, 0 to 1; NaN if all patients have the disease, or none.</summary>
    public readonly double Value => _wins / (WithDisease * WithoutDisease);

    /// <summary>Adds the patients of the next higher rank.</summary>
    /// <param name="withDisease">Number of patients with the disease.</param>
    /// <param name="withoutDisease">Number of patients without the disease.</param>
    public void Add(double withDisease, double withoutDisease)
    {
        _wins += withDisease * (WithoutDisease + withoutDisease / 2);
        WithDisease += withDisease;
        WithoutDisease += withoutDisease;
    }
}
