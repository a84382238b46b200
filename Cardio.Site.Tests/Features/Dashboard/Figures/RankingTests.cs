using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Tests.Features.Dashboard.Figures;

public sealed class RankingTests
{
    /// <summary>
    /// The 109 tomograms of Hanley and McNeil (1982), rated from 1 to 5; interval from the Stata manual of roctab.
    /// </summary>
    [Fact]
    public void AUC_and_interval_equal_a_published_example()
    {
        var auc = Ranking.Auc(BinnedOutcomes.FromCounts([3, 2, 2, 11, 33], [33, 6, 6, 11, 2]))!.Value;
        Assert.Equal(
            (0.8932, 0.83295, 0.95339, 109.0), (Math.Round(auc.Value, 4), Math.Round(auc.Low, 5), Math.Round(auc.High, 5), auc.Count));
    }

    [Fact]
    public void AUC_is_the_share_of_ordered_pairs_with_DeLong_variance()
    {
        var patients = SimulatedPatients.Patients(700, seed: 3, truth: p => 0.2 + 0.6 * p);
        var diseased = patients.Where(one => one.HasDisease).Select(one => SimulatedPatients.Middle(one.P)).ToList();
        var healthy = patients.Where(one => !one.HasDisease).Select(one => SimulatedPatients.Middle(one.P)).ToList();
        static double Wins(double above, double below) => above > below ? 1 : above == below ? 0.5 : 0;
        var ofDiseased = diseased.Select(one => healthy.Average(other => Wins(one, other))).ToList();
        var ofHealthy = healthy.Select(other => diseased.Average(one => Wins(one, other))).ToList();
        var area = ofDiseased.Average();
        var deviation = Math.Sqrt(
            ofDiseased.Sum(v => (v - area) * (v - area)) / (diseased.Count - 1) / diseased.Count
            + ofHealthy.Sum(v => (v - area) * (v - area)) / (healthy.Count - 1) / healthy.Count);

        var auc = Ranking.Auc(SimulatedPatients.Binned(patients))!.Value;
        Assert.Equal(area, auc.Value, 12);
        Assert.Equal(area - 1.959963984540054 * deviation, auc.Low, 10);
        Assert.Equal(area + 1.959963984540054 * deviation, auc.High, 10);
    }

    [Fact]
    public void Binning_changes_AUC_by_at_most_half_the_tied_pairs()
    {
        var patients = SimulatedPatients.Patients(4000, seed: 4);
        var exact = Cardio.Model.Training.Figures.RankedOutcomes.Auc(
            patients.Select(one => new Cardio.Model.Training.Figures.ScoredOutcome(one.P, one.HasDisease)));
        var binned = SimulatedPatients.Binned(patients);
        var sharedPairs = 0.0;
        for (var bin = 0; bin < 1000; bin++) sharedPairs += binned.Present[bin] * binned.Absent[bin] / 2;
        var bound = sharedPairs / (binned.WithDisease * binned.WithoutDisease);
        Assert.InRange(bound, 1e-6, 1e-3);
        Assert.InRange(Math.Abs(Ranking.Auc(binned)!.Value.Value - exact), 0, Math.Min(bound, 1e-4));
    }

    [Fact]
    public void AUC_intervals_cover_the_truth_in_95_of_100_samples()
    {
        const double truth = 5.0 / 6; // for densities 2p and 2(1 − p): the mean of 2q − q² where q has density 2q
        var random = new Random(8);
        var held = Enumerable.Range(0, 500).Count(_ =>
        {
            var auc = Ranking.Auc(SimulatedPatients.Binned(Enumerable.Range(0, 300).Select(patient =>
            {
                var p = random.NextDouble();
                return (p, random.NextDouble() < p);
            })))!.Value;
            return auc.Low <= truth && truth <= auc.High;
        });
        Assert.InRange(held, 460, 490); // 475 expected, standard deviation 5
    }

    [Fact]
    public void Perfect_random_and_reversed_rankings_have_AUC_1_half_and_0()
    {
        Assert.Equal(1, Ranking.Auc(BinnedOutcomes.FromCounts([0, 9], [9, 0]))!.Value.Value);
        Assert.Equal(0.5, Ranking.Auc(BinnedOutcomes.FromCounts([9, 0], [9, 0]))!.Value.Value);
        Assert.Equal(0, Ranking.Auc(BinnedOutcomes.FromCounts([9, 0], [0, 9]))!.Value.Value);
    }

    [Fact]
    public void Fewer_than_two_patients_on_a_side_have_no_AUC()
    {
        Assert.Null(Ranking.Auc(BinnedOutcomes.FromCounts([0, 9], [0, 0])));
        Assert.Null(Ranking.Auc(BinnedOutcomes.FromCounts([0, 9], [1, 0])));
        Assert.NotNull(Ranking.Auc(BinnedOutcomes.FromCounts([0, 9], [2, 0])));
    }

    [Fact]
    public void The_estimated_AUC_weights_every_pair_by_its_probability()
    {
        var probabilities = SimulatedPatients.Patients(300, seed: 5).Select(one => SimulatedPatients.Middle(one.P)).ToList();
        double right = 0, pairs = 0;
        foreach (var one in probabilities)
        foreach (var other in probabilities)
        {
            var weight = one * (1 - other);
            pairs += weight;
            right += weight * (one > other ? 1 : one == other ? 0.5 : 0);
        }
        Assert.Equal(right / pairs, Ranking.Auc(BinnedOutcomes.Expected(SimulatedPatients.Counts(probabilities)))!.Value.Value, 12);
    }
}
