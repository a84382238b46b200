using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training.Fitting;

/// <summary>Fits a pattern anew on resamples of the patients, drawn with replacement.</summary>
internal static class Bootstrap
{
    /// <summary>The weights of each replicate: one a column of the design, then the intercept.</summary>
    public static float[][] Fit(bool[] labels, DesignMatrix design, Fitted whole, TrainSettings settings)
    {
        var replicates = new float[settings.Replicates][];
        Parallel.For(0, replicates.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, r =>
        {
            // The same draws for every pattern, since the seed depends on the replicate only.
            var sample = design.Draw(labels, Draws(labels.Length, unchecked(settings.Seed * 31 + r)));
            replicates[r] = [.. NewtonFit.Nearby(design, sample, whole).Expand(design).Select(w => (float)w)];
        });
        return replicates;
    }

    /// <summary>How often each of the patients is drawn.</summary>
    public static int[] Draws(int count, int seed)
    {
        var random = new Random(seed);
        var draws = new int[count];
        for (var i = 0; i < count; i++)
            draws[random.Next(count)]++;
        return draws;
    }
}
