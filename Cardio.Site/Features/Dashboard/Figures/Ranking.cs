namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>How well probabilities rank patients with the disease above those without.</summary>
internal static class Ranking
{
    /// <summary>
    /// Area under the ROC curve: the chance that a patient with the disease ranks above one without, patients of one bin counting half
    /// (Mann and Whitney 1947), with the interval of DeLong, DeLong and Clarke-Pearson (1988), whose placements are the same for all
    /// patients of a bin. Against probabilities that are not binned the area is off by at most the half of the pairs that share a bin.
    /// Null where a side has fewer than two patients, because there is no interval.
    /// </summary>
    public static Measured? Auc(BinnedOutcomes outcomes)
    {
        var (diseased, healthy) = (outcomes.WithDisease, outcomes.WithoutDisease);
        if (diseased < 2 || healthy < 2) return null;
        double area = 0, squaresOfDiseased = 0, squaresOfHealthy = 0, diseasedBelow = 0, healthyBelow = 0;
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var (present, absent) = (outcomes.Present[bin], outcomes.Absent[bin]);
            var healthyBeaten = (healthyBelow + absent / 2) / healthy;
            var diseasedAbove = (diseased - diseasedBelow - present / 2) / diseased;
            area += present * healthyBeaten;
            squaresOfDiseased += present * healthyBeaten * healthyBeaten;
            squaresOfHealthy += absent * diseasedAbove * diseasedAbove;
            diseasedBelow += present;
            healthyBelow += absent;
        }
        area /= diseased;
        var variance = (
            squaresOfDiseased / diseased - area * area) / (diseased - 1) + (squaresOfHealthy / healthy - area * area) / (healthy - 1);
        return Measured.Normal(area, variance, outcomes.Count, minimum: 0, maximum: 1);
    }
}
