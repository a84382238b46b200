using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Tests.Features.Dashboard.Figures;

/// <summary>Individual patients, so that figures from bins can be checked by another computation.</summary>
internal static class SimulatedPatients
{
    /// <summary>Creates patients whose disease follows the model's probability, or a transformed one.</summary>
    public static List<(double P, bool HasDisease)> Patients(int count, int seed, Func<double, double>? truth = null) =>
        Patients(count, new Random(seed), truth);

    /// <summary>Uses one continuing random source, because sources with consecutive seeds are not independent.</summary>
    public static List<(double P, bool HasDisease)> Patients(int count, Random random, Func<double, double>? truth = null) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var p = Math.Clamp(0.02 + 0.96 * (random.NextDouble() + random.NextDouble()) / 2, 0, 1);
            return (p, random.NextDouble() < (truth is null ? p : truth(p)));
        })];

    /// <summary>Counts the patients as the stored counts do.</summary>
    public static BinnedOutcomes Binned(IEnumerable<(double P, bool HasDisease)> patients)
    {
        var (present, absent) = (new long[1000], new long[1000]);
        foreach (var (p, hasDisease) in patients) (hasDisease ? present : absent)[Bin(p)]++;
        return BinnedOutcomes.FromCounts(present, absent);
    }

    public static long[] Counts(IEnumerable<double> probabilities)
    {
        var counts = new long[1000];
        foreach (var p in probabilities) counts[Bin(p)]++;
        return counts;
    }

    /// <summary>The centre of the probability's bin.</summary>
    public static double Middle(double p) => (Bin(p) + 0.5) / 1000;

    private static int Bin(double p) => Math.Min(999, (int)Math.Floor(1000 * p + 1e-9));
}
