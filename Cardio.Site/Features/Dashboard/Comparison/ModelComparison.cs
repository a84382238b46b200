using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Statistics;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Compares stored results with those of another model on the same patients, each at the threshold in force at the time.</summary>
/// <param name="clinicPrevalence">The clinic's prevalence, to which estimates without an outcome are adjusted; null if not set.</param>
internal sealed class ModelComparison(double? clinicPrevalence = null)
{
    private static readonly int Sexes = Enum.GetValues<Sex>().Length;

    private readonly ReclassificationCounts[] _sides = new ReclassificationCounts[Sexes * AgeBands.Count];
    private double _distance;

    /// <summary>Performance of the stored results.</summary>
    public ModelPerformance Given { get; } = new();

    /// <summary>Performance of the other model.</summary>
    public ModelPerformance Other { get; } = new();

    /// <summary>Reclassification of confirmed patients with the disease.</summary>
    public ReclassificationCounts WithDisease { get; private set; }

    /// <summary>Reclassification of confirmed patients without the disease.</summary>
    public ReclassificationCounts WithoutDisease { get; private set; }

    /// <summary>Reclassification of all patients.</summary>
    public ReclassificationCounts All => Reclassified(null, null);

    /// <summary>Number of confirmed patients.</summary>
    public int Confirmed => WithDisease.Count + WithoutDisease.Count;

    /// <summary>Whether the decisions of either model would reveal few confirmed patients.</summary>
    public bool HasFew => Given.Decisions.HasFew || Other.Decisions.HasFew;

    /// <summary>
    /// Whether to hide the other model's decisions, because their difference to the stored ones would reveal few confirmed patients.
    /// </summary>
    public bool HidesOther => WithDisease.IsSmall || WithoutDisease.IsSmall;

    /// <summary>The same for estimates from all patients.</summary>
    public bool HidesOtherEstimate => All.IsSmall;

    /// <summary>Whether there are enough patients for an estimate from probabilities.</summary>
    public bool HasEstimate =>
        All.Count >= MinimumSample.Group && Given.Expected.Positives >= SmallCellSuppression.Fewest
            && Other.Expected.Positives >= SmallCellSuppression.Fewest;

    /// <summary>Mean absolute difference of the two probabilities, or null without patients.</summary>
    public double? MeanDistance => All.Count == 0 ? null : _distance / All.Count;

    /// <summary>Whether the maximum number of patients was read, so that older ones are missing.</summary>
    public bool IsCut { get; set; }

    /// <summary>Returns the reclassification of a sex and an age band, or of all.</summary>
    public ReclassificationCounts Reclassified(Sex? sex, AgeBand? ageBand)
    {
        var sum = default(ReclassificationCounts);
        for (var cell = 0; cell < _sides.Length; cell++)
        {
            if ((sex ?? (Sex)(cell / AgeBands.Count)) == (Sex)(cell / AgeBands.Count)
                && (ageBand ?? (AgeBand)(cell % AgeBands.Count)) == (AgeBand)(cell % AgeBands.Count))
                sum += _sides[cell];
        }
        return sum;
    }

    /// <summary>Adds a patient.</summary>
    public void Add(ComparedAssessment answered, RiskModel model)
    {
        var (given, other, threshold) = (answered.Probability, answered.ScoreBy(model), answered.DecisionThreshold);
        var moves = new ReclassificationCounts(
            1, given < threshold && other >= threshold ? 1 : 0, given >= threshold && other < threshold ? 1 : 0);
        _sides[((int)answered.Sex * AgeBands.Count) + (int)AgeBands.FromAge(answered.AgeYears)] += moves;
        _distance += Math.Abs(given - other);
        bool? hasDisease = answered.Diagnosis is { } diagnosis ? diagnosis == "present" : null;
        Given.Add(given, threshold, hasDisease, Chance(given, answered.TrainingPrevalence));
        Other.Add(other, threshold, hasDisease, Chance(other, model.Card.Data.Prevalence));
        if (hasDisease == true) WithDisease += moves;
        else if (hasDisease == false) WithoutDisease += moves;
    }

    private double Chance(double probability, double trainingPrevalence) =>
        clinicPrevalence is { } clinic ? Prevalence.Rebase(probability, trainingPrevalence, clinic) : probability;
}
