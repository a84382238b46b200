using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Statistics;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>
/// The answers that were given beside those of another model, on the same patients. Each is compared with the threshold that was set
/// when the patient was assessed.
/// </summary>
/// <param name="clinicPrevalence">
/// The clinic's share with the disease, on which estimates without an outcome are re-based; null where it is not set.
/// </param>
internal sealed class ModelComparison(double? clinicPrevalence = null)
{
    private static readonly int Sexes = Enum.GetValues<Sex>().Length;

    private readonly ReclassificationCounts[] _sides = new ReclassificationCounts[Sexes * AgeBands.Count];
    private double _distance;

    /// <summary>By the answers that were given.</summary>
    public ModelPerformance Given { get; } = new();

    /// <summary>By the other model.</summary>
    public ModelPerformance Other { get; } = new();

    /// <summary>Of the confirmed with the disease.</summary>
    public ReclassificationCounts WithDisease { get; private set; }

    /// <summary>Of the confirmed without it.</summary>
    public ReclassificationCounts WithoutDisease { get; private set; }

    /// <summary>Of all.</summary>
    public ReclassificationCounts All => Of(null, null);

    /// <summary>How many are confirmed.</summary>
    public int Confirmed => WithDisease.Count + WithoutDisease.Count;

    /// <summary>Whether the decisions of either side would tell of few confirmed patients.</summary>
    public bool HasFew => Given.Decisions.HasFew || Other.Decisions.HasFew;

    /// <summary>
    /// Whether the other model's decisions are hidden, since those of the answers would tell by the difference of the few confirmed who
    /// change sides.
    /// </summary>
    public bool HidesOther => WithDisease.IsSmall || WithoutDisease.IsSmall;

    /// <summary>The same for the estimates from all patients.</summary>
    public bool HidesOtherEstimate => All.IsSmall;

    /// <summary>Whether the probabilities are those of enough patients for an estimate.</summary>
    public bool HasEstimate =>
        All.Count >= MinimumSample.Group && Given.Expected.Positives >= SmallCellSuppression.Fewest
            && Other.Expected.Positives >= SmallCellSuppression.Fewest;

    /// <summary>Mean distance of the two probabilities, or null where there is no patient.</summary>
    public double? MeanDistance => All.Count == 0 ? null : _distance / All.Count;

    /// <summary>Whether as many patients as may be read were read, so that older ones are left out.</summary>
    public bool IsCut { get; set; }

    /// <summary>Of a sex and an age band, or of all.</summary>
    public ReclassificationCounts Of(Sex? sex, AgeBand? ageBand)
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
