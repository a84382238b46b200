using Cardio.Model.Statistics;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Measures how well probabilities rank patients with the disease above those without.</summary>
internal static class Ranking
{
    /// <summary>
    /// Computes the <see cref="RocArea"/> with the interval of DeLong, DeLong and Clarke-Pearson (1988); patients of one bin tie. Binning
    /// changes the area by at most half the share of pairs in the same bin. Null if fewer than two patients have the disease, or fewer
    /// than two do not, because there is no interval.
    /// </summary>
    public static Measured? Auc(BinnedOutcomes outcomes)
    {
        var (diseased, healthy) = (outcomes.WithDisease, outcomes.WithoutDisease);
        if (diseased < 2 || healthy < 2) return null;
        var roc = new RocArea();
        double squaresOfDiseased = 0, squaresOfHealthy = 0;
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var (present, absent) = (outcomes.Present[bin], outcomes.Absent[bin]);
            var healthyBeaten = (roc.WithoutDisease + absent / 2) / healthy;
            var diseasedAbove = (diseased - roc.WithDisease - present / 2) / diseased;
            squaresOfDiseased += present * healthyBeaten * healthyBeaten;
            squaresOfHealthy += absent * diseasedAbove * diseasedAbove;
            roc.Add(present, absent);
        }
        var area = roc.Value;
        var variance = (squaresOfDiseased / diseased - area * area) / (diseased - 1)
            + (squaresOfHealthy / healthy - area * area) / (healthy - 1);
        return Measured.Normal(area, variance, outcomes.Count, minimum: 0, maximum: 1);
    }
}
