using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Tests.Features.Dashboard.Figures;

/// <summary>Patients one by one, so that figures from bins can be told by another way.</summary>
internal static class SimulatedPatients
{
    /// <summary>Patients whose disease has the chance that the model gives, or another one by a bend.</summary>
    public static List<(double P, bool HasDisease)> Patients(int count, int seed, Func<double, double>? truth = null) =>
        Patients(count, new Random(seed), truth);

    /// <summary>The same from a source that goes on: sources of seeds one after the other are not independent.</summary>
    public static List<(double P, bool HasDisease)> Patients(int count, Random random, Func<double, double>? truth = null) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var p = Math.Clamp(0.02 + 0.96 * (random.NextDouble() + random.NextDouble()) / 2, 0, 1);
            return (p, random.NextDouble() < (truth is null ? p : truth(p)));
        })];

    /// <summary>The same patients as the rollup keeps them.</summary>
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

    /// <summary>The probability at the middle of its bin.</summary>
    public static double Middle(double p) => (Bin(p) + 0.5) / 1000;

    private static int Bin(double p) => Math.Min(999, (int)Math.Floor(1000 * p + 1e-9));
}
